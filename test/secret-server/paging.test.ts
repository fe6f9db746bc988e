import { describe, expect, it } from 'vitest';
import { readAll, type Page } from '../../src/server/secret-server/paging.ts';
import { faultOf } from './fixtures.ts';

const context = { doing: 'listing users', write: false };
const all = Array.from({ length: 7 }, (_, index) => index + 1);

function read(page: (skip: number) => Partial<Page<number>>, onPage?: (done: number, total: number) => void) {
  const skips: number[] = [];
  const result = readAll({
    context,
    take: 3,
    idOf: (id: number) => id,
    onPage,
    page: (skip) => {
      skips.push(skip);
      return Promise.resolve({ records: [], total: null, hasNext: null, nextSkip: null, ...page(skip) });
    },
  });
  return { result, skips };
}

/** Pages of 3 as a good server gives them. */
function good(skip: number): Page<number> {
  return { records: all.slice(skip, skip + 3), total: 7, hasNext: skip + 3 < 7, nextSkip: skip + 3 };
}

describe('readAll', () => {
  it('walks by nextSkip and tells its progress', async () => {
    const told: number[][] = [];
    const { result, skips } = read(good, (done, total) => told.push([done, total]));
    expect(await result).toEqual(all);
    expect(skips).toEqual([0, 3, 6]);
    expect(told).toEqual([
      [3, 7],
      [6, 7],
      [7, 7],
    ]);
  });

  it('counts records where nextSkip does not move', async () => {
    const { result, skips } = read((skip) => ({ ...good(skip), nextSkip: 0 }));
    expect(await result).toEqual(all);
    expect(skips).toEqual([0, 3, 6]);
  });

  it('needs neither total nor hasNext: an empty page ends it', async () => {
    const { result, skips } = read((skip) => ({ records: all.slice(skip, skip + 3) }));
    expect(await result).toEqual(all);
    expect(skips).toEqual([0, 3, 6, 7]);
  });

  it('goes on where hasNext says no although the total says more', async () => {
    const { result } = read((skip) => ({ ...good(skip), hasNext: false }));
    expect(await result).toEqual(all);
  });

  it('reads once more by counting where nextSkip jumps over records', async () => {
    const { result, skips } = read((skip) => ({ ...good(skip), nextSkip: skip + 4 }));
    expect(await result).toEqual(all);
    expect(skips).toEqual([0, 4, 0, 3, 6]);
  });

  it('gives a record that moved between two pages once', async () => {
    const { result } = read((skip) =>
      skip === 0
        ? { records: [1, 2, 3], total: 4, hasNext: true, nextSkip: 3 }
        : { records: [3, 4], total: 4, hasNext: false, nextSkip: 5 },
    );
    expect(await result).toEqual([1, 2, 3, 4]);
  });

  it('gives them by id, whatever order the server keeps to', async () => {
    const { result } = read(() => ({ records: [30, 7, 100], total: 3, hasNext: false }));
    expect(await result).toEqual([7, 30, 100]);
  });

  it('never passes a cut list off as complete', async () => {
    const { result } = read(() => ({ records: [1, 2, 3], total: 7, hasNext: false }));
    const fault = await faultOf(result);
    expect(fault.kind).toBe('unusable');
    expect(fault.message).toContain('announced 7 records and gave 3');
  });

  it('stops at a server that gives the same page for ever', async () => {
    const { result, skips } = read(() => ({ records: [1, 2], hasNext: true }));
    expect((await faultOf(result)).kind).toBe('unusable');
    expect(skips).toEqual([0, 2, 0, 2]);
  });

  it('does not believe that a full page is the last one where no total says so', async () => {
    const { result, skips } = read((skip) => ({ records: all.slice(skip, skip + 3), hasNext: false }));
    expect(await result).toEqual(all);
    expect(skips).toEqual([0, 3, 6]);
  });

  it('ends at the total where the last page comes again and again', async () => {
    const { result } = read((skip) => ({
      records: all.slice(Math.min(skip, 4), skip + 3),
      total: 7,
      hasNext: true,
    }));
    expect(await result).toEqual(all);
  });

  it('takes an empty first page as nothing', async () => {
    expect(await read(() => ({ hasNext: false })).result).toEqual([]);
  });
});
