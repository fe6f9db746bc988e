import type { Intent } from '../store/intents.ts';
import type { Store } from '../store/store.ts';
import type { Inventory } from './inventory.ts';
import type { WantedGroup } from './make-group.ts';
import type { About, Repair, Row } from './resync-plan.ts';
import type { WantedUser } from './make-user.ts';

/** What a client asked to be made, was refused or put off, and nobody has made since. */
export function unmadeRows(store: Pick<Store, 'intents'>, inventory: Inventory): Row[] {
  const users = new Set(inventory.users.map(({ userName }) => userName.toLowerCase()));
  const groups = new Set(inventory.groups.map(({ group }) => group.name.toLowerCase()));
  return store.intents.unmade().flatMap((intent): Row[] => {
    const { resource_type: type, endpoint_id: endpointId } = intent;
    if (endpointId === null || (type === 'User' ? users : groups).has(intent.name_key ?? '')) return [];
    return type === 'User' ? unmadeUser(intent, endpointId) : unmadeGroup(intent, endpointId);
  });
}

function unmadeUser(intent: Intent, endpointId: number): Row[] {
  const wanted = JSON.parse(intent.wanted) as WantedUser; // written by make-user.ts
  if (wanted.active === false) return [];
  const { displayName, userName, email } = wanted;
  const values = { userName, displayName, emails: email };
  const about = { type: 'User', resourceId: null, name: displayName, signInName: userName } as const;
  return [unmade(intent, about, { repair: { what: 'new user', wanted, endpointId }, values })];
}

function unmadeGroup(intent: Intent, endpointId: number): Row[] {
  const wanted = JSON.parse(intent.wanted) as WantedGroup; // written by create-group.ts
  const values = { displayName: wanted.name, members: String(wanted.members.length) };
  const about = { type: 'Group', resourceId: null, name: wanted.name, signInName: null } as const;
  return [unmade(intent, about, { repair: { what: 'new group', wanted, endpointId }, values })];
}

/** Not ticked: the client may have taken it back since, which it has no way to say of what was never made. */
function unmade(
  { opened_at: at }: Intent,
  about: About,
  { repair, values }: { repair: Repair; values: Readonly<Record<string, string | null>> },
): Row {
  const differences = Object.entries(values).map(([attribute, here]) => ({
    attribute,
    here,
    there: null,
    changed: true,
  }));
  const why = `Asked for on ${new Date(at).toISOString().slice(0, 10)} and not made. Is it still assigned?`;
  return { ...about, kind: 'Create', why, ticked: false, repair, differences };
}
