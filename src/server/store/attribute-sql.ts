import type { Target } from '../scim/schemas.ts';
import type { ResourceType } from './links.ts';

/** Stands behind every value, in both orders of SQLite's types. */
export const behindAll = 'char(1114111)';

/** Attributes that have columns. Texts are in lower case unless case-exact, as literals are. `:base` is our address. */
const columns: Readonly<Record<ResourceType, Readonly<Record<string, string>>>> = {
  User: {
    id: 'CAST(r.id AS TEXT)',
    externalid: 'l.external_id',
    username: 'coalesce(l.name_key, r.user_name_key)',
    displayname: "nullif(r.display_name_key, '')",
    active: 'r.enabled',
    'meta.resourcetype': "'user'",
    'meta.location': "(+:base || '/Users/' || r.id)",
    ...metaColumns(),
  },
  Group: {
    id: 'CAST(r.id AS TEXT)',
    externalid: 'l.external_id',
    displayname: 'coalesce(l.name_key, r.display_name_key)',
    'meta.resourcetype': "'group'",
    'meta.location': "(+:base || '/Groups/' || r.id)",
    ...metaColumns(),
  },
};

function metaColumns() {
  return {
    meta: '1',
    'meta.created': 'r.created_at',
    'meta.lastmodified': 'r.modified_at',
    'meta.version': `('W/"' || r.revision || '"')`,
  };
}

/** The one value of an attribute as an SQL expression; NULL: there is none. `v` is the value of a list that it is part of. */
export function valueSql(type: ResourceType, on: Target, ofList = false): string {
  const { attribute, sub } = on;
  const column = sub
    ? columns[type][`${attribute.name}.${sub.name}`.toLowerCase()]
    : columns[type][attribute.name.toLowerCase()];
  if (!ofList && on.urn === null && column !== undefined) return column;
  const leaf = sub ?? attribute;
  const raw = ofList
    ? sub
      ? `json_extract(v.value, '$.${quoted(sub.name)}')`
      : 'v.value'
    : `json_extract(r.json, '${pathOf(on)}')`;
  // Stored addresses of ours have no base.
  const isOurs = attribute.name === 'groups' || attribute.name === 'members';
  if (isOurs && leaf.name === '$ref') return `(+:base || ${raw})`;
  return leaf.type === 'string' && !leaf.caseExact ? `fold(${raw})` : raw;
}

/** The values of a multi-valued attribute, as rows of `v`. */
export function listSql({ urn, attribute }: Target): string {
  if (attribute.name === 'groups') return 'json_each(r.groups_json) v';
  if (attribute.name === 'members') return 'json_each(r.members_json) v';
  return `json_each(r.json, '${pathOf({ urn, attribute, sub: null })}') v`;
}

function pathOf({ urn, attribute, sub }: Target): string {
  return ['$', ...[urn, attribute.name, sub?.name].flatMap((name) => (name ? [quoted(name)] : []))].join('.');
}

/** Names come from the schemas, so there is nothing in them to escape. */
function quoted(name: string): string {
  return `"${name}"`;
}
