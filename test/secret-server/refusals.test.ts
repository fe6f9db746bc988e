import { describe, expect, it } from 'vitest';
import { createRefusals, type Refusal } from '../../src/server/secret-server/refusals.ts';
import { rememberRefusals } from './fixtures.ts';

const minute = 60_000;
const hour = 60 * minute;

/** A process with two clocks that move together unless a test steps the wall clock alone. */
function start(kept: Refusal | null = null, revision = 'r1', wall = 1_000_000_000) {
  const clock = { wall, mono: 0 };
  const memory = rememberRefusals(kept);
  const now = () => clock.mono;
  const refusals = createRefusals({ memory, revision, now, wallClock: () => clock.wall });
  const pass = (ms: number) => {
    clock.wall += ms;
    clock.mono += ms;
  };
  return { clock, memory, refusals, pass };
}

describe('createRefusals', () => {
  it('allows one more try after 15 minutes, one after 6 hours, then none', () => {
    const { refusals, pass } = start();
    expect(refusals.mayTry()).toBe(true);
    refusals.refused();
    pass(15 * minute - 1);
    expect(refusals.mayTry()).toBe(false);
    pass(1);
    expect(refusals.mayTry()).toBe(true);
    refusals.refused();
    pass(6 * hour - 1);
    expect(refusals.mayTry()).toBe(false);
    pass(1);
    expect(refusals.mayTry()).toBe(true);
    refusals.refused();
    pass(10_000 * hour);
    expect(refusals.mayTry()).toBe(false);
  });

  it('holds across a restart', () => {
    const first = start();
    first.refusals.refused();
    const second = start(first.memory.kept, 'r1', first.clock.wall + 14 * minute);
    expect(second.refusals.mayTry()).toBe(false);
    second.pass(minute);
    expect(second.refusals.mayTry()).toBe(true);
  });

  it('is about one credential', () => {
    const first = start();
    first.refusals.refused();
    expect(start(first.memory.kept, 'r2').refusals.mayTry()).toBe(true);
  });

  it('is not shortened by a step of the wall clock, nor undone by one backwards', () => {
    const { refusals, clock, memory } = start();
    refusals.refused();
    clock.wall += 24 * hour;
    expect(refusals.mayTry()).toBe(false);
    const earlier = start(memory.kept, 'r1', 1_000_000_000 - 24 * hour);
    expect(earlier.refusals.mayTry()).toBe(false);
  });

  it('is forgotten by an accepted sign-in', () => {
    const { refusals, memory } = start();
    refusals.refused();
    refusals.accepted();
    expect(memory.kept).toBeNull();
    expect(refusals.mayTry()).toBe(true);
  });

  it('sees a sign-in that another client of the same memory got accepted', () => {
    const { refusals, memory } = start();
    refusals.refused();
    memory.write(null);
    expect(refusals.mayTry()).toBe(true);
  });
});
