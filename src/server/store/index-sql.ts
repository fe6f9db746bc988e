import type { ComparisonCondition, Condition } from '../scim/condition.ts';
import type { ResourceType } from './links.ts';

type Bind = (value: string | number) => string;

/**
 * A SELECT of ids that holds every match of the condition and uses an index; undefined: only a walk finds them.
 * It may hold more: the condition itself still decides.
 */
export function idsSql(type: ResourceType, condition: Condition, bind: Bind): string | undefined {
  switch (condition.op) {
    case 'and': {
      const found = condition.parts.toSorted((one, other) => rank(one) - rank(other));
      return found.map((part) => idsSql(type, part, bind)).find((ids) => ids !== undefined);
    }
    case 'or': {
      const all = condition.parts.map((part) => idsSql(type, part, bind));
      return all.length > 0 && all.every((ids) => ids !== undefined) ? all.join(' UNION ALL ') : undefined;
    }
    case 'some':
      return idsSql(type, condition.part, bind);
    case 'not':
    case 'pr':
      return undefined;
    case 'eq':
    case 'sw':
    case 'gt':
    case 'ge':
      return indexed(type, condition, bind);
    case 'ne':
    case 'co':
    case 'ew':
    case 'lt':
    case 'le':
      return undefined;
  }
}

/** What finds the fewest comes first. */
function rank({ op }: Condition): number {
  const best = ['eq', 'some', 'sw', 'or', 'and'].indexOf(op);
  return best < 0 ? 99 : best;
}

function indexed(type: ResourceType, { op, on, value }: ComparisonCondition, bind: Bind): string | undefined {
  const table = type === 'User' ? 'users' : 'groups';
  const compared = (column: string): string =>
    `SELECT id FROM ${table} WHERE ${rangeSql(column, op, value, bind)}`;
  const linked = (column: string): string =>
    `SELECT resource_id FROM links WHERE endpoint_id = +:endpointId AND resource_type = '${type}' AND ${rangeSql(column, op, value, bind)}`;
  const path = on.sub ? `${on.attribute.name}.${on.sub.name}` : on.attribute.name;
  switch (path) {
    case 'id':
      return op === 'eq' ? `SELECT ${idOf(value, bind)}` : undefined;
    case 'externalId':
      return linked('external_id');
    case 'userName':
      return `${compared('user_name_key')} UNION ALL ${linked('name_key')}`;
    case 'displayName':
      return type === 'User'
        ? compared('display_name_key')
        : `${compared('display_name_key')} UNION ALL ${linked('name_key')}`;
    case 'emails.value':
      return `SELECT user_id FROM user_emails WHERE ${rangeSql('email_key', op, value, bind)}`;
    case 'active':
      return value === false ? 'SELECT id FROM users WHERE enabled = 0' : undefined;
    case 'meta.created':
      return compared('created_at');
    case 'meta.lastModified':
      return compared('modified_at');
    case 'groups.value':
      return op === 'eq' ? `SELECT user_id FROM members WHERE group_id = ${idOf(value, bind)}` : undefined;
    case 'members.value':
      return op === 'eq' ? `SELECT group_id FROM members WHERE user_id = ${idOf(value, bind)}` : undefined;
    default:
      return undefined;
  }
}

function rangeSql(
  column: string,
  op: ComparisonCondition['op'],
  value: ComparisonCondition['value'],
  bind: Bind,
): string {
  const literal = bind(typeof value === 'boolean' ? Number(value) : value);
  if (op === 'eq') return `${column} = ${literal}`;
  // Every text that begins with the literal lies between it and itself with the last character behind it.
  if (op === 'sw') return `${column} BETWEEN ${literal} AND ${literal} || char(1114111)`;
  return `${column} ${op === 'gt' ? '>' : '>='} ${literal}`;
}

/** 0 is never an id: what is no id in its own form finds nothing. */
function idOf(value: ComparisonCondition['value'], bind: Bind): string {
  return bind(/^[1-9]\d{0,9}$/.test(String(value)) ? Number(value) : 0);
}
