import type { PersonDetail } from '../../main/ipc/people.ts';
import type { Store } from '../store/store.ts';
import type { GroupRow } from '../store/groups.ts';
import type { UserRow } from '../store/users.ts';

type Attribute = PersonDetail['attributes'][number];

/** What clients last asked of a user, beside what Secret Server has; nothing where none has said. */
export function userAttributes({ asked, links }: Pick<Store, 'asked' | 'links'>, row: UserRow): Attribute[] {
  const said = asked.user(row.id);
  const active = links.wantsActive(row.id) ?? null;
  const at = said ? said.at : null;
  return [
    attribute('userName', null, row.user_name, null),
    attribute('displayName', said?.display_name ?? null, row.display_name, at),
    attribute('emails', said?.email ?? null, row.email, at),
    attribute('active', active === null ? null : String(active), String(row.enabled === 1), at),
  ];
}

/** As userAttributes. */
export function groupAttributes(
  { asked, groups }: Pick<Store, 'asked' | 'groups'>,
  row: GroupRow,
): Attribute[] {
  const said = asked.group(row.id);
  const at = said ? said.at : null;
  const inside = groups.listedMembers(row.id);
  const members = said?.members ?? null;
  const known = new Set(members ?? []);
  const same = members === null || (members.length === inside.length && inside.every((id) => known.has(id)));
  return [
    attribute('displayName', said?.name ?? null, row.display_name, at),
    {
      ...attribute('members', members && String(members.length), String(inside.length), at),
      changed: !same,
    },
  ];
}

function attribute(name: string, here: string | null, there: string | null, at: number | null): Attribute {
  const changed = here !== null && here.trim().toLowerCase() !== (there ?? '').trim().toLowerCase();
  const askedAt = here === null || at === null ? null : new Date(at).toISOString();
  return { attribute: name, here: here === '' ? null : here, there, changed, askedAt };
}
