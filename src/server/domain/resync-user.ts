import { randomUUID } from 'node:crypto';
import type { AttributeChange } from '../../main/ipc/activity.ts';
import type { ResyncStep, UserResync } from '../../main/ipc/jobs.ts';
import { ScimError } from '../scim/errors.ts';
import type { SecretServerUser, UserChange } from '../secret-server/model.ts';
import type { Deps } from './context.ts';
import { splitChange } from './drift.ts';
import { fromSecretServer } from './refusals.ts';
import { lookAtUser, sendRepair } from './repair.ts';

type Step = ResyncStep['name'];

const names = ['Read what was asked', 'Read Secret Server', 'Compare', 'Repair'] as const;

/** A step that cannot go on: the rest is skipped. */
class Ended extends Error {
  override readonly name = 'Ended';
  readonly result: 'Skipped' | 'No change';

  constructor(result: 'Skipped' | 'No change', sentence: string) {
    super(sentence);
    this.result = result;
  }
}

/**
 * Compares one user with what clients last asked, and repairs it, step by step (reference: UX, Users & groups).
 * Access is taken away, but never given again here: who was disabled by hand may have been so for a reason.
 * @param tell hears of each step as it begins and ends
 */
export async function resyncUser(
  deps: Deps,
  id: number,
  tell: (resync: UserResync) => void,
): Promise<UserResync> {
  const steps = new Map<Step, ResyncStep>();
  let changes: readonly AttributeChange[] = [];
  const view = (): UserResync => ({ id, steps: [...steps.values()], changes });

  async function step<T>(name: Step, work: () => Promise<readonly [T, string]>): Promise<T> {
    show({ name, result: 'Running', sentence: '' });
    try {
      const [value, sentence] = await work();
      show({ name, result: 'Done', sentence });
      return value;
    } catch (thrown) {
      if (thrown instanceof Ended) show({ name, result: thrown.result, sentence: thrown.message });
      else show({ name, result: 'Failed', sentence: sentenceOf(thrown) });
      throw thrown;
    }
  }

  function show(changed: ResyncStep): void {
    steps.set(changed.name, changed);
    tell(view());
  }

  try {
    await deps.lock.run(`user ${String(id)}`, async () => {
      await step('Read what was asked', async () => [null, askedWords(deps, id)]);
      const looked = await step('Read Secret Server', async () => {
        const found = await lookAtUser(deps, id);
        return [found, `Found ${found.live.userName}, ${found.live.enabled ? 'enabled' : 'disabled'}.`];
      });
      const change = await step('Compare', async () => {
        changes = changesOf(looked.live, looked.drift);
        if (changes.length === 0) throw new Ended('No change', 'Secret Server has what was asked.');
        const attributes = changes.map(({ attribute }) => attribute).join(', ');
        return [looked.drift, `Different: ${attributes}.`];
      });
      await step('Repair', async () => [null, await repairWords(deps, id, change)]);
    });
  } catch (thrown) {
    if (!(thrown instanceof Ended) && !(fromSecretServer(thrown) instanceof ScimError)) throw thrown;
  }
  for (const name of names) {
    if (!steps.has(name)) steps.set(name, { name, result: 'Skipped', sentence: '' });
  }
  tell(view());
  return view();
}

/** @throws Ended when no client knows the user */
function askedWords({ store }: Pick<Deps, 'store'>, id: number): string {
  const active = store.links.wantsActive(id);
  if (active === undefined) throw new Ended('Skipped', 'No client has asked for this user.');
  const asked = store.asked.user(id);
  const parts = [
    ...(active === null ? [] : [active ? 'active' : 'inactive']),
    ...[asked?.display_name, asked?.email].filter(
      (value) => value !== null && value !== undefined && value !== '',
    ),
  ];
  const when = asked ? ` on ${new Date(asked.at).toISOString().slice(0, 10)}` : '';
  return parts.length > 0
    ? `Asked for${when}: ${parts.join(', ')}.`
    : 'A client knows the user, and asked for nothing.';
}

function changesOf(
  live: SecretServerUser,
  { displayName, emailAddress, enabled }: UserChange,
): readonly AttributeChange[] {
  return [
    ...(displayName === undefined
      ? []
      : [{ attribute: 'displayName', before: live.displayName, after: displayName }]),
    ...(emailAddress === undefined
      ? []
      : [{ attribute: 'emails', before: live.emailAddress, after: emailAddress }]),
    ...(enabled === undefined
      ? []
      : [{ attribute: 'active', before: String(live.enabled), after: String(enabled) }]),
  ];
}

/** @throws Ended, ScimError, SecretServerError */
async function repairWords(deps: Deps, id: number, drift: UserChange): Promise<string> {
  const { access, profile } = splitChange(drift);
  const left = 'It stays disabled: enable it in Secret Server, or tick it in a resync.';
  const change = access.enabled === true ? profile : drift;
  if (Object.keys(change).length === 0) throw new Ended('Skipped', left);
  await sendRepair(deps, { endpointId: null, requestId: randomUUID() }, { id, change });
  return access.enabled === true ? `Repaired. ${left}` : 'Secret Server has what was asked now.';
}

function sentenceOf(thrown: unknown): string {
  const error = fromSecretServer(thrown);
  return error instanceof ScimError ? error.message : 'Something went wrong in SCIM Tray.';
}
