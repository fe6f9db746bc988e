import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { exists, ready, spawnBin, type Spawned } from '../cli/spawn-bin.ts';
import { dataFolder } from '../data-folder.ts';
import { createOkta, type OktaProfile } from '../okta/okta-client.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { tapOf } from './tap.ts';
import type { Secrets } from './traces.ts';

const key = 'the key of & these "secrets" ÄÖ';
const wrongPassword = 'not the p&ssword at all';
const wrongToken = 'a-token-that-nobody-made';
const oktasPassword = 'Okta sends "this" 1!';
const account = { userName: 'svc-scim', password: 'Leak&Test = "Pässword" 91!' };
const scimType = { 'Content-Type': 'application/scim+json' };

/** A data folder, a sandbox behind a tap, and the real program on both. */
async function start() {
  const sandbox = await startSandbox({ account });
  onTestFinished(() => sandbox.stop());
  const tap = await tapOf(sandbox.url);
  const [dataDir, elsewhere] = [await dataFolder(), await dataFolder()];
  const said: string[] = [];
  const spawned = (argv: readonly string[], stdin?: string, environment = {}) =>
    spawnBin([...argv, '--data-dir', dataDir, '--secrets', 'file'], stdin, {
      SCIM_TRAY_KEY: key,
      ...environment,
    });
  /** Runs a command, and keeps what it said for the search. */
  async function run(argv: readonly string[], stdin?: string) {
    const ended = await spawned(argv, stdin).ended;
    said.push(ended.out, ended.err);
    return ended;
  }
  const setUp = (password: string) =>
    run(['setup', '--secret-server', tap.url, '--username', account.userName, '--password-stdin'], password);
  /** The one output that shows a token. */
  async function token(command: 'add' | 'replace'): Promise<string> {
    const { out } = await spawned(['endpoint', command, '--name', 'okta', '--json']).ended;
    return JSON.parse(out).token;
  }
  return { sandbox, tap, dataDir, elsewhere, said, spawned, run, setUp, token };
}

function person(name: string): OktaProfile {
  const userName = `${name}@example.com`;
  return { externalId: `00u${name}`, userName, givenName: name, familyName: 'Example', email: userName };
}

interface Client {
  readonly scimBaseUrl: string;
  readonly token: string;
}

/** What goes well in a day: each line ends as it should. */
async function provision({ scimBaseUrl, token }: Client): Promise<void> {
  for (const flavour of ['testapp', 'aiw'] as const) {
    const okta = createOkta({ scimBaseUrl, token, flavour });
    const made = await okta.assign(person(`ada.${flavour}`));
    expect(made).toMatchObject({ ok: true });
    const id = made.id ?? '';
    expect(await okta.updateProfile(id, { ...person(`ada.${flavour}`), familyName: 'Sample' })).toMatchObject(
      { ok: true },
    );
    expect(await okta.deactivate(id)).toMatchObject({ ok: true });
  }
}

/** What goes wrong in a day; returns what the client read. */
async function misuse({ scimBaseUrl, token }: Client): Promise<string> {
  const post = async (authorization: string, body: string): Promise<string> => {
    const headers = { ...scimType, Authorization: authorization };
    const answer = await fetch(`${scimBaseUrl}/Users`, { method: 'POST', headers, body });
    return `${answer.status} ${await answer.text()}`;
  };
  const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'eve@example.com' };
  const withPassword = JSON.stringify({ ...user, password: oktasPassword });
  return [
    await post(wrongToken, withPassword),
    await post(token, withPassword.slice(0, -1)),
    await post(token, JSON.stringify({ ...user, password: [oktasPassword] })),
    await post(token, withPassword),
    await post(token, withPassword),
  ].join('\n');
}

/** What passed the wire and nobody chose: tokens of Secret Server, and the passwords made for new users. */
function secretsOnTheWire(seen: readonly string[]): Secrets {
  const named = (name: string): string[] =>
    [...seen.join('\n').matchAll(new RegExp(`"${name}":("(?:[^"\\\\]|\\\\.)+")`, 'g'))].map(
      ([, text = '""']) => JSON.parse(text),
    );
  const all = { 'access token': named('access_token'), 'made password': named('password') };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, values]) =>
      values.map((value, at) => [`${name} ${String(at + 1)}`, value]),
    ),
  );
}

/** What is left of a day, the process still serving. */
export interface Day {
  readonly dataDir: string;
  /** Every secret of the day by its name, those that nobody chose too. */
  readonly secrets: Secrets;
  /** What passed between SCIM Tray and Secret Server. */
  readonly wire: string;
  readonly served: Spawned;
  readonly pid: number;
  /** What commands printed and clients read, but for the new tokens. */
  readonly said: string;
  /** What a child of the serving process gets. */
  childEnvironment(): Promise<string>;
}

/** Setup, serving, provisioning and mishaps, by the real program with known secrets. */
export async function liveOneDay(): Promise<Day> {
  const { sandbox, tap, dataDir, elsewhere, said, spawned, run, setUp, token } = await start();
  expect((await setUp(wrongPassword)).code).toBe(1);
  expect((await setUp(account.password)).code).toBe(0);

  const [readyFile, childFile] = [join(elsewhere, 'ready.json'), join(elsewhere, 'child-environment')];
  const preload = `--import ${join(import.meta.dirname, 'print-child-environment.ts')}`;
  const environment = { NODE_OPTIONS: preload, CHILD_ENVIRONMENT: childFile };
  const served = spawned(['serve', '--port', '0', '--ready-file', readyFile], '', environment);
  const { scimBaseUrl, pid } = await ready(readyFile, served);
  const tokens = { 'first token': await token('add'), 'second token': await token('replace') };
  const client = { scimBaseUrl, token: tokens['second token'] };
  await provision({ scimBaseUrl, token: tokens['first token'] });
  said.push(await misuse(client));
  await sandbox.down();
  said.push(await misuse(client));
  await run(['import']);
  await sandbox.up();
  for (const argv of [['import'], ['status'], ['endpoint', 'list', '--json']]) await run(argv);

  said.push(await readFile(readyFile, 'utf8'));
  const { key: consoleKey } = JSON.parse(await readFile(join(dataDir, 'console.json'), 'utf8'));
  const secrets: Secrets = {
    ...tokens,
    key,
    password: account.password,
    'wrong password': wrongPassword,
    'wrong token': wrongToken,
    'password from Okta': oktasPassword,
    'console key': consoleKey,
    ...secretsOnTheWire(tap.seen),
  };
  async function childEnvironment(): Promise<string> {
    process.kill(pid, 'SIGUSR2');
    while (!(await exists(childFile))) await delay(20);
    return readFile(childFile, 'utf8');
  }
  return {
    dataDir,
    secrets,
    wire: tap.seen.join('\n'),
    served,
    pid,
    said: said.join('\n'),
    childEnvironment,
  };
}
