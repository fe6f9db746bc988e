import type { Condition } from '../scim/condition.ts';
import type { Sort } from '../scim/sort.ts';
import type { Target } from '../scim/schemas.ts';
import { behindAll, listSql, valueSql } from './attribute-sql.ts';
import type { Db } from './database.ts';
import { filterSql, type Parameters } from './filter-sql.ts';
import type { ResourceType } from './links.ts';
import { columnsOf, visible, type StoredResource } from './stored-resource.ts';

/** Where a row stands in a list. */
export interface Position {
  /** What the list is sorted by; null in a list without an order of its own. */
  readonly key: string | number | null;
  readonly type: ResourceType;
  readonly id: number;
}

export interface Search {
  readonly endpointId: number;
  /** What the client calls us: addresses can be compared with. */
  readonly base: string;
  readonly types: readonly ResourceType[];
  readonly conditions: ReadonlyMap<ResourceType, Condition> | undefined;
  readonly sort: Sort | undefined;
  /** Leaves groups, or members, out of what is read. */
  readonly withoutRelations?: boolean;
}

export interface SearchPage {
  /** The page stands behind this … */
  readonly after?: Position | undefined;
  /** … or, where that is not known, behind so many rows. */
  readonly offset: number;
  readonly limit: number;
}

/** Statements for the forms that filters take; the ones not used for longest go. */
const mostStatements = 100;

/** Lists that are filtered, sorted, or of both types. Users stand before groups, in the order of ids. */
export function createSearch(db: Db) {
  const statements = new Map<string, ReturnType<Db['prepare']>>();
  /** @param form tells statements apart; the whole text is several times as long, and made only once. */
  function statement(form: string, sql: () => string): ReturnType<Db['prepare']> {
    const known = statements.get(form) ?? db.prepare(sql());
    statements.delete(form);
    statements.set(form, known);
    const [oldest] = statements.keys();
    if (statements.size > mostStatements && oldest !== undefined) statements.delete(oldest);
    return known;
  }
  const writes = db.prepare<[], number>('SELECT total_changes()').pluck();
  return {
    page(search: Search, { after, offset, limit }: SearchPage): (StoredResource & Position)[] {
      const parameters = begin(search);
      const parts = search.types.map((type) => ({
        type,
        key: keySql(type, search.sort),
        where: whereSql(type, search, { parameters, after }),
      }));
      const direction = search.sort?.descending ? 'DESC' : 'ASC';
      const form = [direction, search.withoutRelations, ...parts.flatMap((part) => Object.values(part))];
      const sql = (): string => {
        const selects = parts.map(
          ({ type, key, where }) =>
            `SELECT ${columnsOf(type, search)}, ${key} AS key, ${String(rankOf(type))} AS rank
             FROM ${visible(type)}${where}`,
        );
        const order = orderOf(search).map((name) => `${name} ${direction}`);
        return `${selects.join(' UNION ALL ')} ORDER BY ${order.join(', ')} LIMIT +:limit OFFSET +:offset`;
      };
      parameters.set('offset', offset).set('limit', limit);
      const rows = statement(form.join('\n'), sql).all(Object.fromEntries(parameters));
      return rows as (StoredResource & Position)[]; // the columns are those of columnsOf, and key
    },
    /** @param after counts only what stands behind it. */
    count(search: Search, after?: Position): number {
      const parameters = begin(search);
      const counts = search.types.map(
        (type) => `(SELECT count(*) FROM ${visible(type)}${whereSql(type, search, { parameters, after })})`,
      );
      const sql = `SELECT ${counts.join(' + ')}`;
      return Number(
        statement(sql, () => sql)
          .pluck()
          .get(Object.fromEntries(parameters)),
      );
    },
    /** Grows with every write: while it stays, so does every count. */
    writes: (): number => writes.get() ?? 0,
  };
}

function begin({ endpointId, base }: Search): Parameters {
  return new Map<string, string | number>([
    ['endpointId', endpointId],
    ['base', base],
  ]);
}

function rankOf(type: ResourceType): number {
  return type === 'User' ? 0 : 1;
}

/** The columns that a list is ordered by; constant ones are left out, so that an index can give the order. */
function orderOf({ sort, types }: Search): readonly string[] {
  return [...(sort ? ['key'] : []), ...(types.length > 1 ? ['rank'] : []), 'id'];
}

/** What a row has to meet beyond being visible. */
function whereSql(
  type: ResourceType,
  search: Search,
  { parameters, after }: { readonly parameters: Parameters; readonly after: Position | undefined },
): string {
  const condition = search.conditions?.get(type);
  const filter = condition && filterSql(type, condition, parameters);
  const parts: string[] = [];
  if (filter?.ids !== undefined) parts.push(`r.id IN (${filter.ids})`);
  if (filter) parts.push(filter.where);
  if (after) parts.push(behindSql(type, search, { parameters, after }));
  return parts.map((part) => ` AND ${part}`).join('');
}

function behindSql(
  type: ResourceType,
  search: Search,
  { parameters, after }: { readonly parameters: Parameters; readonly after: Position },
): string {
  parameters
    .set('afterKey', after.key ?? 0)
    .set('afterRank', rankOf(after.type))
    .set('afterId', after.id);
  const values = { key: keySql(type, search.sort), rank: String(rankOf(type)), id: 'r.id' };
  const bounds = { key: '+:afterKey', rank: '+:afterRank', id: '+:afterId' };
  const names = orderOf(search) as (keyof typeof values)[];
  const list = (of: typeof values): string => names.map((name) => of[name]).join(', ');
  return `(${list(values)}) ${search.sort?.descending ? '<' : '>'} (${list(bounds)})`;
}

/** A missing value stands behind all others (RFC 7644 section 3.4.2.3). */
function keySql(type: ResourceType, sort: Sort | undefined): string {
  if (!sort) return 'NULL';
  const by = sort.by.get(type);
  return by ? `coalesce(${sortedSql(type, by)}, ${behindAll})` : behindAll;
}

/** Of several values the primary one counts, else the first. */
function sortedSql(type: ResourceType, by: Target): string {
  if (!by.attribute.multiValued) return valueSql(type, by);
  const primary =
    by.attribute.type === 'complex' ? "coalesce(json_extract(v.value, '$.primary'), 0) DESC, " : '';
  return `(SELECT ${valueSql(type, by, true)} FROM ${listSql(by)} ORDER BY ${primary}v.key LIMIT 1)`;
}
