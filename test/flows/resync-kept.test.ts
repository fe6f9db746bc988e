import { describe, expect, test } from 'vitest';
import { apply, compare } from './job-stage.ts';
import { drifted, type OneStage } from './resync-stage.ts';
import { read } from './stage.ts';

const open = (stage: OneStage) => read(stage.dataDir, "SELECT id FROM intents WHERE state = 'open'");

/** Everything differs, and the next change of the kind is answered as if by a proxy that lost Secret Server. */
async function unsure(path: (stage: Awaited<ReturnType<typeof drifted>>) => string) {
  const stage = await drifted();
  const effect = { kind: 'status', status: 503 } as const;
  stage.sandbox.fault({ method: 'PATCH', path: path(stage), times: 1, effect });
  await compare(stage.host);
  const job = await apply(stage.host);
  expect(job).toMatchObject({
    stage: 'Done',
    result: {
      failed: 1,
      failures: [{ problem: { remedy: expect.stringContaining('SCIM Tray finishes it by itself') } }],
    },
  });
  expect(open(stage)).toHaveLength(1);
  return stage;
}

describe('a repair of which Secret Server did not say how it ended', () => {
  test('of a user is finished before the next import', async () => {
    const stage = await unsure(({ grace }) => `/v1/users/${String(grace)}`);
    expect(stage.sandbox.user(stage.grace)?.displayName).toBe('By Hand');
    await stage.host.calls['import.run']({});
    expect(stage.sandbox.user(stage.grace)?.displayName).toBe('Ada grace');
    expect(open(stage)).toEqual([]);
  });

  test('of a group is finished before the next comparison, which finds no difference any more', async () => {
    const stage = await unsure(({ team }) => `/v1/groups/${String(team)}/users`);
    const job = await compare(stage.host);
    expect(job.plan?.counts).toMatchObject({ Membership: 0 });
    expect(stage.sandbox.members(stage.team)).toEqual([stage.grace, stage.hopper]);
    expect(open(stage)).toEqual([]);
  });
});
