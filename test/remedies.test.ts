import { describe, expect, test } from 'vitest';
import type { ProblemView } from '../src/main/ipc/problem.ts';
import { problemLine } from '../src/server/cli/text.ts';
import { connectionProblem } from '../src/server/connection-problem.ts';
import { checkConnection } from '../src/server/domain/connect.ts';
import { lostTokens } from '../src/server/domain/endpoint-tokens.ts';
import { listen } from '../src/server/listen.ts';
import { dataLost } from '../src/server/recovery-words.ts';
import { SecretServerError, type FaultKind, type SecretServer } from '../src/server/secret-server/model.ts';
import { keychainProblem } from '../src/server/secrets/keychain-problem.ts';
import { computeStatus } from '../src/server/status.ts';
import { calm } from './facts.ts';

/** Who reads a remedy in the window has buttons; who reads it in a terminal has commands. */

const kinds: readonly FaultKind[] = [
  'sign-in-refused',
  'untrusted',
  'other-server',
  'forbidden',
  'refused',
  'unusable',
  'unreachable',
];

const everything = computeStatus({
  ...calm,
  failed: 2,
  heldChanges: 3,
  held: { usersDisabled: 30, groupsGone: 1 },
  conflicts: [{ kind: 'another person', name: 'Kim Lee' }],
  oldToken: 'okta',
  expiring: { endpoint: 'entra', days: 3 },
  quietDays: 8,
  freeBytes: 5,
}).problems;

const portProblem = async (): Promise<ProblemView> => {
  const first = await listen(() => {}, 0);
  const problem = await listen(() => {}, first.port).then(
    () => undefined,
    (thrown: { view: () => ProblemView }) => thrown.view(),
  );
  await first.close(0);
  return problem ?? { code: '', title: '', remedy: '' };
};

const problems: readonly ProblemView[] = [
  ...everything,
  ...kinds.map((kind) => connectionProblem({ kind, message: 'x' })),
  dataLost('damaged', []).view(),
  dataLost('gone', [{ fileName: 'x', madeAt: '2026-11-24T02:00:00Z', bytes: 1 }]).view(),
  keychainProblem(new Error('x'), 'win32').view(),
  lostTokens().view(),
  await portProblem(),
];

test.each(problems.map((problem) => [problem.title, problem] as const))('%s', (_, problem) => {
  expect(problem.remedy).not.toMatch(/scim-tray|--/);
  expect(problemLine(problem)).toContain(problem.command ?? problem.remedy);
});

test('everything that has a command names it at the command line', () => {
  const commands = problems.flatMap(({ command }) => command ?? []);
  expect(commands.length).toBeGreaterThan(15);
  expect(commands.filter((command) => !command.startsWith('scim-tray '))).toEqual([]);
});

describe('the lines of a connection check', () => {
  test.each(kinds)('%s', async (kind) => {
    const server = {
      probe: () => Promise.reject(new SecretServerError(kind, 'x')),
      close: () => Promise.resolve(),
    } as unknown as SecretServer; // nothing else is asked of it
    const { checks } = await checkConnection(() => ({ server, encrypted: true }), false);
    for (const { remedy = '' } of checks) expect(remedy).not.toMatch(/scim-tray|--/);
  });
});
