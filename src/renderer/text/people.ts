import { count, counted } from '../format.ts';

/** Users & groups. */
export const peopleText = {
  people: {
    tabs: 'Users or groups',
    users: 'Users',
    groups: 'Groups',
    members: 'Members',
    captions: { User: 'Users', Group: 'Groups' },
    name: 'Name',
    signIn: 'Sign-in name',
    state: 'State',
    account: 'Account in Secret Server',
    domain: 'Domain',
    changed: 'Last change',
    search: 'Search name, e-mail or id',
    allStates: 'All states',
    loaded: (shown: number, total: number | null) =>
      total === null ? `${count(shown)} shown.` : `${count(shown)} of ${count(total)} shown.`,
    source: 'Okta is the source: change users and groups there.',
    empty: {
      User: 'No users yet. Import from Secret Server, or assign a user in Okta.',
      Group: 'No groups yet. Import from Secret Server, or push a group in Okta.',
    },
    emptyAction: 'Import',
    detail: 'Details',
    accept: 'Accept as the same person',
    activity: 'Show activity',
    resync: 'Resync this user',
    resyncSteps: 'Steps of the resync',
    attributes: 'Attributes',
    asked: 'Okta sent',
    inSecretServer: 'In Secret Server',
    relatedOf: {
      User: (n: number) => `In ${counted(n, 'group')}`,
      Group: (n: number) => counted(n, 'member'),
    },
    links: 'Links',
    endpoint: 'Client',
    externalId: 'External id',
    nameThere: 'Name there',
    linkedAt: 'Linked',
    deleted: 'Deleted there',
    yes: 'Yes',
    unlink: 'Unlink…',
    unlinkOf: (endpoint: string) => `Unlink from ${endpoint}…`,
    unlinkTitle: (name: string, endpoint: string) => `Unlink ${name} from ${endpoint}`,
    unlinkAction: 'Unlink',
    unlinkWords:
      'The client no longer knows this account; its next request for it links it anew. The account in Secret Server stays as it is.',
  },
} as const;
