import { describe, expect, test } from 'vitest';
import { allCells, cellId, playCell, type Cell } from './cell.ts';
import { runCase, type Case } from './run-case.ts';

const cells = new Map(allCells().map((cell) => [cellId(cell), cell]));

function cellOf(id: string): Cell {
  const cell = cells.get(id);
  if (!cell) throw new Error(`there is no cell ${id}`);
  return cell;
}

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

test('a host that is really killed leaves what one leaves that is cut off in this process', async () => {
  const only = ['killed after saved'];
  const played = await playCell(cellOf('user create / kill -9 / all calls'), { ...choice, only });
  expect(played).toMatchObject([{ broken: [], told: [null, expect.any(Number)] }]);
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
