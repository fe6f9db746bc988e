import { setTimeout as delay } from 'node:timers/promises';
import type { Asked, Request, WriteKind } from './asked.ts';
import type { FaultKind, Scope } from './fault-kinds.ts';
import { differences, isHeldBack, mirrorFaults, openIntents, passwordsOnDisk, viewOf } from './judge.ts';
import type { Step } from './life.ts';
import { openScene, type Answer, type KillAt, type Scene } from './scene.ts';

/** What the client does after a 429: waits until all is settled, comes at once, or never comes again. */
export const patiences = ['waits', 'hurries', 'leaves'] as const;
export type Patience = (typeof patiences)[number];

export interface Case {
  readonly kind: WriteKind;
  readonly fault: FaultKind;
  readonly scope: Scope;
  readonly patience: Patience;
  /** After a lost answer the client looks first, as Okta does, or sends the same again. */
  readonly looks: boolean;
  /** The host is started again before the fault has gone. */
  readonly startsEarly: boolean;
  /** null: the host lives. */
  readonly killAt: KillAt | null;
  /** Whether the host lives in this process or in one of its own. */
  readonly where: 'here' | 'apart';
}

export interface Verdict {
  /** What broke; empty: everything held. */
  readonly broken: readonly string[];
  /** What the host did for the first request. */
  readonly steps: readonly Step[];
  /** The statuses that the client heard; null: the connection broke. */
  readonly told: readonly (number | null)[];
  /** Calls to Secret Server for the first request. */
  readonly calls: number;
  /** The host was killed where it was meant to be. */
  readonly killed: boolean;
}

/** As often as Okta tries after a 429. */
const tries = 10;
const pauseMs = 30;

/** Plays one case from the beginning and judges what is left of it. */
export async function runCase(one: Case): Promise<Verdict> {
  const scene = await openScene(one.where);
  try {
    return await play(scene, one);
  } finally {
    await scene.close();
  }
}

async function play(scene: Scene, one: Case): Promise<Verdict> {
  const asked = await one.kind.prepare(scene);
  await one.fault.prepare?.(scene);
  const before = viewOf(scene.sandbox, asked.touches);
  const callsBefore = scene.sandbox.calls.length;
  const end = await one.fault.begin(scene, one.scope);
  await scene.watch(one.killAt);
  const answers: (Answer | null)[] = [await send(scene, asked.request)];
  if (one.killAt) await scene.quiet();
  const steps = await scene.unwatch();
  const calls = scene.sandbox.calls.length - callsBefore;
  const killed = scene.isDead();
  await recover(scene, one, end);
  if (one.patience !== 'leaves')
    answers.push(...(await retry(scene, asked, { one, first: answers[0] ?? null })));
  const broken = await judge(scene, one, { asked, answers, before, calls });
  return { broken, steps, calls, killed, told: answers.map((answer) => statusOf(answer)) };
}

/** The fault is gone, the host is up. */
async function recover(
  scene: Scene,
  { fault, patience, startsEarly }: Case,
  end: () => Promise<void>,
): Promise<void> {
  if (scene.isDead() && startsEarly) {
    await scene.restart();
    await scene.firstImport();
  }
  await end();
  if (scene.isDead()) await scene.restart();
  const isDue = fault.losesSignIns ? isHeldBack(scene) : fault.person !== undefined;
  if (isDue) await scene.connect(fault.person ?? scene.sandbox.account.password);
  if (patience === 'waits') await settle(scene);
}

async function settle(scene: Scene): Promise<void> {
  await scene.quiet();
  await scene.firstImport();
  await scene.importNow();
}

async function retry(
  scene: Scene,
  asked: Asked,
  { one, first }: { readonly one: Case; readonly first: Answer | null },
): Promise<(Answer | null)[]> {
  const answers: (Answer | null)[] = [];
  let last = first;
  let request: Request | 'done' = asked.request;
  for (let tried = 1; tried < tries && isOpen(last); tried += 1) {
    if (tried > 1) await delay(pauseMs);
    if (last === null && one.looks && asked.afterLook) request = await asked.afterLook(scene);
    if (request === 'done') break;
    last = await send(scene, request);
    answers.push(last);
  }
  return answers;
}

function isOpen(answer: Answer | null): boolean {
  const status = statusOf(answer);
  return status === null || status === 429;
}

async function send(scene: Scene, request: Request): Promise<Answer | null> {
  if ('job' in request) return scene.job(request.job);
  return scene.send(request.method, request.path, request.body);
}

/** Of the one operation, where it was a bulk request. */
function statusOf(answer: Answer | null): number | null {
  const [operation] = (answer?.body['Operations'] ?? []) as readonly { status: string }[];
  return operation ? Number(operation.status) : (answer?.status ?? null);
}

interface Played {
  readonly asked: Asked;
  readonly answers: readonly (Answer | null)[];
  readonly before: ReturnType<typeof viewOf>;
  readonly calls: number;
}

async function judge(scene: Scene, one: Case, { asked, answers, before, calls }: Played): Promise<string[]> {
  const { sandbox } = scene;
  const broken: string[] = [];
  const check = (isSo: boolean, text: string): void => void (isSo || broken.push(text));
  const told = answers.map((answer) => statusOf(answer));
  const final = told.at(-1) ?? null;
  const isSuccess = final !== null && final < 300;
  const isRefusal = final !== null && final >= 400 && final !== 429;
  for (const answer of answers) check(isFit(answer), `unfit answer: ${JSON.stringify(answer)}`);
  if (isSuccess) {
    check(asked.outcome(sandbox) === 'done', `told ${String(final)}, but it is ${asked.outcome(sandbox)}`);
    broken.push(...(await mirrorFaults(scene)).map((text) => `right after the answer: ${text}`));
  }
  await settle(scene).catch((thrown: unknown) => broken.push(`the import fails: ${String(thrown)}`));
  const outcome = asked.outcome(sandbox);
  if (isSuccess) check(outcome === 'done', `told ${String(final)}, but in the end it is ${outcome}`);
  if (isRefusal) {
    check(one.fault.refuses, `told ${String(final)}, which is no fault of the request`);
    // Access is taken away even where the rest of the request is refused.
    const isFair = outcome === 'undone' || (outcome === 'partly' && asked.removed?.(sandbox) === true);
    check(isFair, `told ${String(final)}, but in the end it is ${outcome}`);
  }
  if (one.patience === 'leaves') {
    // Refused for good behind the back of a client that was put off, it is closed all the same.
    const isKept = asked.removed !== undefined && told[0] === 429 && !one.fault.refuses;
    if (isKept)
      check(asked.removed?.(sandbox) ?? false, `a removal was put off, and in the end it is ${outcome}`);
    else check(outcome !== 'partly' || isRefusal || asked.removed?.(sandbox) === true, 'half of it stays');
  } else {
    check(isSuccess || isRefusal, `after ${String(told.length)} tries: ${String(final)}`);
  }
  broken.push(...differences(before, viewOf(sandbox, asked.touches)));
  for (const name of asked.touches) {
    const users = sandbox.users().filter(({ userName }) => userName === name).length;
    const groups = sandbox.groups().filter((group) => group.name === name).length;
    check(users <= 1 && groups <= 1, `${name} is there ${String(users + groups)} times`);
  }
  broken.push(...(await mirrorFaults(scene)), ...openIntents(scene).map((intent) => `still open: ${intent}`));
  // Each time a person signs in takes one grant for the look, and one for what is saved then.
  const grants = 5 + 2 * scene.signIns();
  broken.push(...sandbox.conduct({ grants }).map(String));
  check(
    passwordsOnDisk(scene, ['Placeholder-1mz050nq', sandbox.account.password]) === 0,
    'a password is on disk',
  );
  if (one.fault.name === 'none' && one.killAt === null)
    check(calls <= asked.calls, `it took ${String(calls)} calls, and ${String(asked.calls)} would do`);
  // Killed before it could note that the answer was out, nobody can know whether it was heard.
  if (final === 201 && one.killAt?.step !== 'answered') {
    const again = statusOf(await send(scene, asked.request));
    check(again === 409, `the create once more gave ${String(again)}`);
  }
  return broken;
}

/** What every answer has to be, whatever it says. */
function isFit(answer: Answer | null): boolean {
  if (answer === null || answer.status < 400) return true;
  const { status, body, retryAfter } = answer;
  const detail = body['detail'];
  const isReadable = typeof detail === 'string' && detail.length <= 200 && status < 500;
  return isReadable && (status !== 429 || /^\d+$/.test(retryAfter ?? ''));
}
