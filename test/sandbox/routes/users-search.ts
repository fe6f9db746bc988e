import { invalid } from '../http/answer.ts';
import type { Query } from '../http/query.ts';
import type { Caller, Request, Route } from '../http/route.ts';
import { LOCAL, type UserRecord } from '../model.ts';
import { page, type Columns, type Listing } from '../paging.ts';
import { userSummary } from '../present.ts';
import { readUsers } from '../rights.ts';
import { isRestricted, revisionOf, sees } from '../scope.ts';
import { textMatcher } from '../search-text.ts';
import { domainName } from '../store.ts';
import type { World } from '../world.ts';

const searched: Readonly<Record<string, (user: UserRecord) => string | null>> = {
  username: (user) => user.userName,
  displayname: (user) => user.displayName,
  email: (user) => user.emailAddress,
  emailaddress: (user) => user.emailAddress,
};

/** GET of many users: contains over several fields, inactive ones hidden, a small default page. */
export const userSearchRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/users',
    rights: readUsers,
    handle: (world, request) =>
      page(
        world,
        request.query,
        listing(world, request, (user) => userSummary(world, user)),
      ),
  },
  {
    method: 'GET',
    path: '/v1/users/lookup',
    rights: readUsers,
    handle: (world, request) => {
      const show = (user: UserRecord): object => ({ id: user.id, value: user.userName });
      return page(world, request.query, listing(world, request, show));
    },
  },
];

function listing(world: World, request: Request, show: (user: UserRecord) => unknown): Listing<UserRecord> {
  const { query, caller } = request;
  const filter = readFilter(world, query);
  return {
    key: `users ${JSON.stringify({ ...filter, restricted: isRestricted(caller), wild: world.switches.searchText })}`,
    revision: revisionOf(world),
    rows: () => search(world, caller, filter),
    columns: columns(world),
    defaultSort: 'displayName',
    show,
  };
}

interface Filter {
  readonly text: string;
  readonly fields: readonly string[];
  readonly inactive: boolean;
  readonly domainId: number | undefined;
  readonly ids: readonly number[];
}

function readFilter(world: World, query: Query): Filter {
  const fields = query.list('filter.searchFields').map((name) => name.toLowerCase());
  const unknown = fields.find((name) => searched[name] === undefined);
  if (unknown !== undefined || (fields.length > 0 && world.switches.searchFields === 'refused')) {
    throw invalid({ searchFields: [`The search field '${unknown ?? fields[0]}' is not supported.`] });
  }
  return {
    text: query.text('filter.searchText') ?? '',
    fields: fields.length > 0 ? fields : ['username', 'displayname', 'email'],
    inactive: query.flag('filter.includeInactive'),
    domainId: query.int('filter.domainId'),
    ids: query.ints('filter.userIds'),
  };
}

function search(world: World, caller: Caller, filter: Filter): readonly UserRecord[] {
  const ids = new Set(filter.ids);
  const matches = textMatcher(world, filter.text);
  const wantedDomain = filter.domainId === 0 ? LOCAL : filter.domainId;
  return world.store.users
    .all()
    .filter(
      (user) =>
        (filter.inactive || user.enabled) &&
        sees(caller, user) &&
        (ids.size === 0 || ids.has(user.id)) &&
        (wantedDomain === undefined || user.domainId === wantedDomain) &&
        (filter.text === '' || filter.fields.some((name) => matches(searched[name]?.(user) ?? null))),
    );
}

function columns(world: World): Columns<UserRecord> {
  return {
    id: (user) => user.id,
    username: (user) => user.userName,
    displayname: (user) => user.displayName,
    emailaddress: (user) => user.emailAddress,
    domainid: (user) => user.domainId,
    domainname: (user) => domainName(world.store, user.domainId),
    enabled: (user) => user.enabled,
    islockedout: (user) => user.isLockedOut,
    isapplicationaccount: (user) => user.isApplicationAccount,
    loginfailures: (user) => user.loginFailures,
    created: (user) => user.created,
    lastlogin: (user) => user.lastLogin,
  };
}
