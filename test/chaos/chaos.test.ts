import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judged, playCell } from './cell.ts';
import { steps } from './life.ts';
import { allCells, caseId, caseOf, cellOf } from './matrix.ts';
import { patiences, runCase, type Case } from './run-case.ts';
import { formatBroken } from './table.ts';

/** The whole matrix is `npm run chaos`; these cells are played with every change of the program. */
const sample = [
  'user create / none / all calls',
  'user create / drop after / the write once',
  'user deactivate unseen / sign-in refused / all calls',
  'user delete / slow after / the write once',
  'user revive / web page / the write once',
  'group create / 502 after it was done / the write once',
  'group change members / answer cut / the write once',
  'group delete / down / all calls',
  'group replace members / partial view / all calls',
  'bulk: user create / hang / the write once',
];

const choice = { seed: 1, full: false, only: [], until: Number.POSITIVE_INFINITY };

test.each(sample)('%s: everything agrees in the end', { timeout: 120_000 }, async (id) => {
  const played = await playCell(cellOf(id), choice);
  expect(played.length).toBeGreaterThan(3);
  expect(played.filter(({ broken }) => broken.length > 0)).toEqual([]);
});

/** What a whole run found once. */
const onceBroken = [
  'group remove members / slow before / the first read / leaves, looks / killed after answered 1',
  'group replace members / slow before / the first read / leaves, looks / killed after answered 1',
];

test.each(onceBroken)('%s: holds by now', { timeout: 60_000 }, async (id) => {
  expect((await judged(caseOf(id))).broken).toEqual([]);
});

test('a host that is really killed leaves what one leaves that is cut off in this process', async () => {
  const id = 'user create / kill -9 / all calls / waits, looks / killed after saved 1';
  expect(await judged(caseOf(id))).toMatchObject({ broken: [], told: [null, expect.any(Number)] });
});

describe('a case that broke', () => {
  test('is found by its name, whichever it is', () => {
    for (const [index, cell] of allCells().entries()) {
      const step = steps[index % steps.length] ?? 'received';
      const patience = patiences[index % patiences.length] ?? 'waits';
      const manner = { patience, looks: index % 2 === 0, startsEarly: index % 5 < 2 };
      for (const killAt of [null, { step, nth: 1 + (index % 12) }]) {
        const one: Case = { ...cell, ...manner, killAt };
        expect(caseOf(caseId(one))).toEqual(one);
      }
    }
    expect(() => caseOf('user create / none / all calls / waits, looks / killed after nothing 1')).toThrow(
      'there is no case',
    );
  });

  test('is played again, and nothing else, by the line that is printed', { timeout: 60_000 }, () => {
    const id = 'user create / drop before / all calls / hurries, starts early / killed after received 1';
    const text = formatBroken([{ id, broken: ['it'], told: [], steps: [], calls: 0 }]);
    const [, line = ''] = /again: npm run chaos -- (.+)$/m.exec(text) ?? [];
    const main = join(import.meta.dirname, 'main.ts');
    const printed = execFileSync('sh', ['-c', `"${process.execPath}" "${main}" ${line}`], {
      encoding: 'utf8',
    });
    expect(printed).toMatch(/^user create {5}1$/m);
    expect(printed).toContain('1 case, 0 broken');
  });
});

describe('what is wrong is found', () => {
  const calm: Omit<Case, 'kind'> = {
    ...cellOf('user create / none / all calls'),
    patience: 'waits',
    looks: true,
    startsEarly: false,
    killAt: null,
  };
  const { kind } = cellOf('user create / none / all calls');

  test('a change that was answered and is not there', async () => {
    const lost = {
      ...kind,
      prepare: async (scene: Parameters<typeof kind.prepare>[0]) => {
        const asked = await kind.prepare(scene);
        return { ...asked, outcome: (): 'undone' => 'undone' };
      },
    };
    const { broken } = await runCase({ ...calm, kind: lost });
    expect(broken).toContain('told 201, but it is undone');
  });

  test('a change of somebody else, and a mirror that does not show it', async () => {
    const meddling = {
      ...kind,
      prepare: async (scene: Parameters<typeof kind.prepare>[0]) => {
        const asked = await kind.prepare(scene);
        const meddle = (): void => void scene.sandbox.change(6, { displayName: 'Somebody Else' });
        return { ...asked, outcome: (sandbox: typeof scene.sandbox) => (meddle(), asked.outcome(sandbox)) };
      },
    };
    const { broken } = await runCase({ ...calm, kind: meddling });
    expect(broken.join('\n')).toMatch(/users 6 was .*Somebody Else/);
    expect(broken.join('\n')).toMatch(/right after the answer: user \S+ is shown as/);
  });
});
