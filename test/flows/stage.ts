import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished } from 'vitest';
import type { Okta } from '../okta/okta-client.ts';
import { patchUrn } from '../okta/transport.ts';
import { setStage, type Stage, type StageOptions } from './world.ts';

const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** A stage with one client of it; it goes when the test ends, and Secret Server must have nothing against our conduct. */
export async function onStage(options: StageOptions = {}): Promise<Stage & { okta1: Okta; token: string }> {
  const stage = await setStage(options);
  onTestFinished(async () => {
    const conduct = stage.sandbox.conduct().map(String);
    await stage.close();
    expect(conduct).toEqual([]);
  });
  const { okta, token } = await stage.okta('testapp');
  stage.sandbox.forgetCalls();
  return { ...stage, okta1: okta, token };
}

/** What Okta posts for a new person; the name is the part before the @ and tells the rest. */
export function person(name: string, over: object = {}): object {
  const userName = `${name}@example.com`;
  return {
    schemas: [userUrn],
    userName,
    name: { givenName: 'Ada', familyName: name },
    displayName: `Ada ${name}`,
    emails: [{ primary: true, value: userName, type: 'work' }],
    externalId: `00u1${name}`,
    password: '1mz050nq',
    groups: [],
    active: true,
    ...over,
  };
}

/** A PatchOp of these operations. */
export function patch(...Operations: readonly object[]): object {
  return { schemas: [patchUrn], Operations };
}

/** A PatchOp that replaces these attributes, in Okta's form without a path. */
export function replace(value: object): object {
  return patch({ op: 'replace', value });
}

/** The query of a look-up. */
export function byFilter(filter: string): string {
  return `/Users?filter=${encodeURIComponent(filter)}&startIndex=1&count=100`;
}

export interface IntentRow {
  readonly kind: string;
  readonly state: string;
  readonly heard: number | null;
}

/** The write-ahead list as the data file has it. */
export function intents(dataDir: string): IntentRow[] {
  return read(dataDir, 'SELECT kind, state, heard FROM intents ORDER BY id');
}

/** Rows of the data file, read by another connection. */
export function read<Row>(dataDir: string, sql: string): Row[] {
  const db = new Database(join(dataDir, 'scim-tray.db'), { readonly: true });
  try {
    return db.prepare<[], Row>(sql).all();
  } finally {
    db.close();
  }
}

/** Writes that reached Secret Server since the last `forgetCalls`: "PATCH /v1/users/7". */
export function writes({ sandbox }: Pick<Stage, 'sandbox'>): string[] {
  return sandbox.calls
    .filter(({ method, path }) => method !== 'GET' && path !== '/oauth2/token')
    .map(({ method, path }) => `${method} ${path}`);
}
