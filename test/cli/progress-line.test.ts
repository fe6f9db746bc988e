import { expect, test } from 'vitest';
import { progressLine } from '../../src/server/cli/progress-line.ts';

function terminal(interactive: boolean) {
  const written: string[] = [];
  return { written, line: progressLine({ interactive, err: (text) => void written.push(text) }) };
}

test('shows counts in the words of an import, at most twice a second', () => {
  const { written, line } = terminal(true);
  for (const done of [420, 480, 520]) line.show({ phase: 'Reading users', done, total: 1250 });
  expect(written).toEqual(['\r\u001b[KReading users, 420 of 1,250']);
  line.clear();
  expect(written.at(-1)).toBe('\r\u001b[K');
  line.show({ phase: 'Reading groups', done: 3, total: null });
  expect(written.at(-1)).toBe('\r\u001b[KReading groups, 3');
});

test('writes nothing into a file or a pipe', () => {
  const { written, line } = terminal(false);
  line.show({ phase: 'Applying', done: 1, total: 2 });
  line.clear();
  expect(written).toEqual([]);
});
