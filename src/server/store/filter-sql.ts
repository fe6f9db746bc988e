import type { Comparison } from '../scim/filter-ast.ts';
import type { ComparisonCondition, Condition } from '../scim/condition.ts';
import type { Target } from '../scim/schemas.ts';
import { listSql, valueSql } from './attribute-sql.ts';
import { idsSql } from './index-sql.ts';
import type { ResourceType } from './links.ts';

/** The values that SQL text refers to by name. Literals of clients are only ever here. */
export type Parameters = Map<string, string | number>;

export interface FilterSql {
  /** True or false for every row `r` with its link `l`, never NULL. */
  readonly where: string;
  /** A SELECT of ids among which all matches are, by way of an index; undefined: there is no such way. */
  readonly ids: string | undefined;
}

/** A filter on one resource type as SQL (RFC 7644 section 3.4.2.2); what it compares with is added to `parameters`. */
export function filterSql(type: ResourceType, condition: Condition, parameters: Parameters): FilterSql {
  const context: Context = { type, parameters, inList: false };
  return {
    where: whereSql(context, condition),
    ids: idsSql(type, condition, (value) => bind(context, value)),
  };
}

interface Context {
  readonly type: ResourceType;
  readonly parameters: Parameters;
  /** Within the values `v` of one attribute. */
  readonly inList: boolean;
}

function bind({ parameters }: Context, value: string | number | boolean): string {
  const name = `p${String(parameters.size)}`;
  parameters.set(name, typeof value === 'boolean' ? Number(value) : value);
  return `+:${name}`; // see `visible`
}

function whereSql(context: Context, condition: Condition): string {
  switch (condition.op) {
    case 'and':
      return joined(context, condition.parts, 'AND') || '1';
    case 'or':
      return joined(context, condition.parts, 'OR') || '0';
    case 'not':
      return `NOT ${whereSql(context, condition.part)}`;
    case 'pr':
      return presentSql(context, condition.on);
    case 'some':
      return someSql(condition.on, whereSql({ ...context, inList: true }, condition.part));
    case 'eq':
    case 'ne':
    case 'co':
    case 'sw':
    case 'ew':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return comparisonSql(context, condition);
  }
}

function joined(context: Context, parts: readonly Condition[], word: 'AND' | 'OR'): string {
  const sql = parts.map((part) => whereSql(context, part)).join(` ${word} `);
  return sql && `(${sql})`;
}

function someSql(on: Target, where: string): string {
  return `EXISTS (SELECT 1 FROM ${listSql(on)} WHERE ${where})`;
}

/** `pr` (RFC 7644 section 3.4.2.2): there is a value, and of a list at least one. */
function presentSql({ type, inList }: Context, on: Target): string {
  if (inList || !on.attribute.multiValued) {
    return `(${valueSql(type, on, inList)} IS NOT NULL)`;
  }
  return on.sub ? someSql(on, `${valueSql(type, on, true)} IS NOT NULL`) : someSql(on, '1');
}

function comparisonSql(context: Context, { op, on, value }: ComparisonCondition): string {
  const { type, inList } = context;
  if (!inList && on.attribute.multiValued) {
    // A list without values differs from every value.
    const none = op === 'ne' ? `NOT ${someSql(on, '1')} OR ` : '';
    return `(${none}${someSql(on, compareSql(context, partSql(type, on), op, value))})`;
  }
  const sql = compareSql(context, inList ? partSql(type, on) : valueSql(type, on), op, value);
  // A user is found by the name in Secret Server too, whatever name this endpoint uses (D18).
  const ownName = type === 'User' && op === 'eq' && on.attribute.name === 'userName';
  return ownName ? `(${sql} OR r.user_name_key = ${bind(context, value)})` : sql;
}

/** `primary` is assumed to be false where it is missing (RFC 7643 section 2.4). */
function partSql(type: ResourceType, on: Target): string {
  const sql = valueSql(type, on, true);
  return on.sub?.name === 'primary' ? `coalesce(${sql}, 0)` : sql;
}

/** Two-valued, so that `not` means not: NULL counts as a value that differs. */
function compareSql(context: Context, sql: string, op: Comparison, value: string | number | boolean): string {
  const literal = (): string => bind(context, value);
  switch (op) {
    case 'eq':
      return `(${sql} IS ${literal()})`;
    case 'ne':
      return `(${sql} IS NOT ${literal()})`;
    case 'co':
      return `coalesce(instr(${sql}, ${literal()}) > 0, 0)`;
    case 'sw':
      return `coalesce(instr(${sql}, ${literal()}) = 1, 0)`;
    case 'ew':
      return value === '' ? `(${sql} IS NOT NULL)` : endsSql(context, sql, String(value));
    case 'gt':
      return `coalesce(${sql} > ${literal()}, 0)`;
    case 'ge':
      return `coalesce(${sql} >= ${literal()}, 0)`;
    case 'lt':
      return `coalesce(${sql} < ${literal()}, 0)`;
    case 'le':
      return `coalesce(${sql} <= ${literal()}, 0)`;
  }
}

function endsSql(context: Context, sql: string, value: string): string {
  const literal = bind(context, value);
  return `coalesce(substr(${sql}, -length(${literal})) = ${literal}, 0)`;
}
