import type { PersonState } from '../../main/ipc/people.ts';
import type { Db } from './database.ts';
import type { ResourceType } from './links.ts';

/** A row of the window's list of users or groups. */
export interface PersonRecord {
  readonly id: number;
  readonly name: string;
  readonly sign_in_name: string | null;
  readonly state: PersonState;
  readonly related: number;
  readonly domain_name: string | null;
  readonly modified_at: number;
  readonly absent_at: number | null;
}

/** A user who may be another account (D5), or under whose name another person was meant (D10). */
export interface Conflict {
  readonly name: string;
  readonly kind: 'another account' | 'another person';
}

export interface PeopleQuery {
  readonly type: ResourceType;
  readonly state?: PersonState | undefined;
  readonly text?: string | undefined;
  /** Behind this row. */
  readonly after?: number | undefined;
  readonly limit: number;
}

const linked = (type: ResourceType): string =>
  `EXISTS (SELECT 1 FROM links l WHERE l.resource_type = '${type}' AND l.resource_id = r.id)`;

/** D5, and D10: another account, or another person. */
const inConflict: Readonly<Record<ResourceType, string>> = {
  User: `(r.replaced = 1 OR r.id IN (SELECT resource_id FROM links WHERE resource_type = 'User' AND claimed_by IS NOT NULL))`,
  Group: '0',
};

const tables = {
  User: {
    from: 'users r',
    active: 'r.enabled = 1',
    text: "(instr(r.display_name_key, :text) OR instr(r.user_name_key, :text) OR instr(coalesce(r.email_key, ''), :text) OR r.id = :id)",
    columns: `r.display_name AS name, r.user_name AS sign_in_name, r.absent_at,
      (SELECT count(*) FROM members m JOIN groups g ON g.id = m.group_id WHERE m.user_id = r.id AND g.listed = 1) AS related`,
    table: 'users',
  },
  Group: {
    from: 'groups r',
    active: '1',
    text: '(instr(r.display_name_key, :text) OR r.id = :id)',
    columns: `r.display_name AS name, NULL AS sign_in_name, NULL AS absent_at,
      (SELECT count(*) FROM members m JOIN users u ON u.id = m.user_id WHERE m.group_id = r.id AND u.listed = 1) AS related`,
    table: 'groups',
  },
} as const;

function stateSql(type: ResourceType, state: PersonState): string {
  if (state === 'Conflict') return inConflict[type];
  const settled = `NOT ${inConflict[type]}`;
  if (state === 'Not linked') return `${settled} AND NOT ${linked(type)}`;
  const active = tables[type].active;
  return `${settled} AND ${state === 'Active' ? active : `NOT ${active}`} AND ${linked(type)}`;
}

function whereSql({ type, state, text }: PeopleQuery): string {
  const parts = ['r.listed = 1'];
  if (text !== undefined && text !== '') parts.push(tables[type].text);
  if (state !== undefined) parts.push(stateSql(type, state));
  return parts.join(' AND ');
}

function recordsSql(type: ResourceType, ids: string): string {
  const { table, columns, active } = tables[type];
  return `SELECT r.id, r.domain_name, r.modified_at, ${columns},
      CASE WHEN ${inConflict[type]} THEN 'Conflict' WHEN NOT ${linked(type)} THEN 'Not linked'
        WHEN ${active} THEN 'Active' ELSE 'Inactive' END AS state
    FROM ${table} r WHERE r.id IN (${ids}) ORDER BY r.display_name_key, r.id`;
}

/** Users and groups as a person looks through them: by name, with what clients know of them. */
export function createPeople(db: Db) {
  const one = {
    User: db.prepare<[number], PersonRecord>(recordsSql('User', '?')),
    Group: db.prepare<[number], PersonRecord>(recordsSql('Group', '?')),
  };
  const inGroup = related(db, 'members m JOIN users r ON r.id = m.user_id WHERE m.group_id = ?', 'user_name');
  const groupsOf = related(
    db,
    'members m JOIN groups r ON r.id = m.group_id WHERE m.user_id = ?',
    'display_name',
  );
  const conflicts = db.prepare<[], Conflict>(
    `SELECT display_name AS name, 'another account' AS kind FROM users WHERE replaced = 1
     UNION ALL SELECT u.display_name, 'another person' FROM links l JOIN users u ON u.id = l.resource_id
       WHERE l.resource_type = 'User' AND l.claimed_by IS NOT NULL
     LIMIT 100`,
  );
  const linkedCount = (type: ResourceType) =>
    db.prepare<[], { linked: number; notLinked: number }>(
      `SELECT coalesce(sum(known), 0) AS linked, count(*) - coalesce(sum(known), 0) AS notLinked FROM (
         SELECT ${linked(type)} AS known FROM ${tables[type].table} r WHERE r.listed = 1)`,
    );
  const linkedCounts = { User: linkedCount('User'), Group: linkedCount('Group') };
  return {
    /** How many some client knows, of all that SCIM lists. */
    linked: (type: ResourceType) => linkedCounts[type].get() ?? { linked: 0, notLinked: 0 },
    /** In the order of names; at most `limit`. */
    page(query: PeopleQuery): PersonRecord[] {
      const { type, after } = query;
      const behind = `AND (r.display_name_key, r.id) > (SELECT display_name_key, id FROM ${tables[type].table} WHERE id = :after)`;
      const ids = `SELECT r.id FROM ${tables[type].from} WHERE ${whereSql(query)} ${after === undefined ? '' : behind}
        ORDER BY r.display_name_key, r.id LIMIT :limit`;
      return db.prepare<[object], PersonRecord>(recordsSql(type, ids)).all(parametersOf(query));
    },
    count(query: PeopleQuery): number {
      const sql = `SELECT count(*) FROM ${tables[query.type].from} WHERE ${whereSql(query)}`;
      return Number(db.prepare<[object], number>(sql).pluck().get(parametersOf(query)));
    },
    one: (type: ResourceType, id: number): PersonRecord | undefined => one[type].get(id),
    /** The members of a group, or the groups of a user, by name; at most `limit`. */
    related: (type: ResourceType, id: number, limit: number): { id: number; name: string }[] =>
      (type === 'User' ? groupsOf : inGroup).all(id, limit),
    /** Users about whom a person has to decide, the first hundred. */
    conflicts: (): Conflict[] => conflicts.all(),
  };
}

function related(db: Db, from: string, name: string) {
  return db.prepare<[number, number], { id: number; name: string }>(
    `SELECT r.id, r.${name} AS name FROM ${from} AND r.listed = 1 ORDER BY r.display_name_key, r.id LIMIT ?`,
  );
}

function parametersOf({ text, after, limit }: PeopleQuery): object {
  const id = /^[1-9]\d{0,9}$/.test(text ?? '') ? Number(text) : 0;
  return { text: text?.toLowerCase() ?? '', id, after: after ?? 0, limit };
}
