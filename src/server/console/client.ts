import { Agent, request, type Dispatcher } from 'undici';
import { z } from 'zod';
import type { CallName, Calls } from '../../main/ipc/contract.ts';
import { callNames } from '../calls/arguments.ts';
import { Problem, type ProblemCode } from '../errors.ts';
import { readAddress, type ConsoleAddress } from './address.ts';
import type { SignInLink } from './app.ts';

/** A host that runs says so at once; one that does not within this time is of no use. Milliseconds. */
const aliveMs = 5_000;
/** The first import of a large server takes many minutes. Milliseconds. */
const longestCallMs = 2 * 60 * 60_000;

/** Made by a Problem at the other end. */
const problemCode = z.custom<ProblemCode>((value) => typeof value === 'string');
const problem = z.object({
  code: problemCode,
  title: z.string(),
  remedy: z.string(),
  command: z.string().optional(),
});
const envelope = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: problem }),
]);

/**
 * The calls of the host that runs on this data folder.
 * @returns null when none runs: no address was left, or nobody answers there any more.
 */
export async function consoleCalls(dataDir: string): Promise<Calls | null> {
  const address = await readAddress(dataDir);
  if (!address || !(await isAlive(address))) return null;
  const send = (name: CallName) => [name, (argument: object = {}) => post(address, name, argument)] as const;
  return Object.fromEntries(callNames.map(send)) as unknown as Calls; // answered under the same contract by a process of ours
}

const link = z.object({ url: z.string(), expiresAt: z.string() });

/** A link by which a person signs in to the window of the running host; null when none runs. */
export async function signInLink(dataDir: string): Promise<SignInLink | null> {
  const address = await readAddress(dataDir);
  if (!address || !(await isAlive(address))) return null;
  return link.parse(await post(address, 'sign-in-link', {}));
}

/** The figures of the running host, as Prometheus reads them; null when none runs. */
export async function metricsText(dataDir: string): Promise<string | null> {
  const address = await readAddress(dataDir);
  if (!address || !(await isAlive(address))) return null;
  return await exchange(address, { path: '/metrics', method: 'GET', withinMs: aliveMs }, (body) =>
    body.text(),
  );
}

async function isAlive(address: ConsoleAddress): Promise<boolean> {
  try {
    const answer = await exchange(address, { path: '/api/alive', method: 'GET', withinMs: aliveMs });
    return envelope.parse(answer).ok;
  } catch {
    return false; // a file that a crash left behind, or a port that another program has now
  }
}

async function post(
  address: ConsoleAddress,
  name: CallName | 'sign-in-link',
  argument: object,
): Promise<unknown> {
  const body = JSON.stringify(argument);
  let answer: unknown;
  try {
    answer = await exchange(address, { path: `/api/${name}`, method: 'POST', body, withinMs: longestCallMs });
  } catch (cause) {
    throw new Problem(
      'APP-FAULT',
      'SCIM Tray ended before it answered',
      'Look at its state with: scim-tray status',
      {
        cause,
      },
    );
  }
  const parsed = envelope.parse(answer);
  if (parsed.ok) return parsed.value;
  const { code, title, remedy, command } = parsed.error;
  throw new Problem(code, title, remedy, { command });
}

interface Exchange {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly body?: string;
  /** Milliseconds from now to the end of the answer. */
  readonly withinMs: number;
}

/** One request on a connection of its own. undici's own client: a proxy in the environment is for other hosts. */
async function exchange<T = unknown>(
  { url, key }: ConsoleAddress,
  { path, method, body, withinMs }: Exchange,
  read: (answer: Dispatcher.BodyMixin) => Promise<T> = (answer) => answer.json() as Promise<T>, // parsed by the caller
): Promise<T> {
  const agent = new Agent({ connect: { timeout: aliveMs }, headersTimeout: 0, bodyTimeout: 0 });
  try {
    const answer = await request(`${url}${path}`, {
      method,
      dispatcher: agent,
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: body ?? null,
      signal: AbortSignal.timeout(withinMs),
    });
    return await read(answer.body);
  } finally {
    await agent.destroy();
  }
}
