import type { Db } from './database.ts';

export interface EndpointRow {
  readonly id: number;
  readonly name: string;
  readonly kind: string;
  /** JSON; the service that wrote it reads it. */
  readonly options: string;
  readonly made_at: number;
  readonly last_call_at: number | null;
}

export interface TokenRow {
  readonly id: string;
  readonly endpoint_id: number;
  readonly made_at: number;
  readonly expires_at: number | null;
  readonly last_used_at: number | null;
}

/** Endpoints and what is known of their tokens (never the tokens). Times are epoch milliseconds. */

export function createEndpoints(db: Db) {
  const list = db.prepare<[], EndpointRow>('SELECT * FROM endpoints ORDER BY name');
  const byName = db.prepare<[string], EndpointRow>('SELECT * FROM endpoints WHERE name = ?');
  const insert = db.prepare<[string, string, number], EndpointRow>(
    'INSERT INTO endpoints (name, kind, made_at) VALUES (?, ?, ?) RETURNING *',
  );
  const setOptions = db.prepare('UPDATE endpoints SET options = ? WHERE id = ?');
  const remove = db.prepare('DELETE FROM endpoints WHERE id = ?');
  const called = db.prepare('UPDATE endpoints SET last_call_at = ? WHERE id = ?');
  const tokens = db.prepare<[], TokenRow>('SELECT * FROM endpoint_tokens ORDER BY made_at');
  const addToken = db.prepare(
    'INSERT INTO endpoint_tokens (id, endpoint_id, made_at, expires_at) VALUES (?, ?, ?, ?)',
  );
  const expireTokens = db.prepare(
    'UPDATE endpoint_tokens SET expires_at = min(coalesce(expires_at, ?), ?) WHERE endpoint_id = ? AND id <> ?',
  );
  const removeToken = db.prepare('DELETE FROM endpoint_tokens WHERE id = ?');
  const tokenUsed = db.prepare('UPDATE endpoint_tokens SET last_used_at = ? WHERE id = ?');
  return {
    list: (): EndpointRow[] => list.all(),
    byName: (name: string): EndpointRow | undefined => byName.get(name),
    add(name: string, kind: string, madeAt: number): EndpointRow {
      const row = insert.get(name, kind, madeAt);
      if (!row) throw new Error('INSERT … RETURNING gave no row');
      return row;
    },
    setOptions: (id: number, options: string): void => void setOptions.run(options, id),
    remove: (id: number): void => void remove.run(id),
    tokens: (): TokenRow[] => tokens.all(),
    addToken: (token: { id: string; endpointId: number; madeAt: number; expiresAt: number | null }): void =>
      void addToken.run(token.id, token.endpointId, token.madeAt, token.expiresAt),
    /** Lets every token of the endpoint but one end at `at`, or earlier where it already would. */
    expireOthers: (endpointId: number, keep: string, at: number): void =>
      void expireTokens.run(at, at, endpointId, keep),
    removeToken: (id: string): void => void removeToken.run(id),
    called(at: number, endpointId: number, tokenId: string): void {
      called.run(at, endpointId);
      tokenUsed.run(at, tokenId);
    },
  };
}
