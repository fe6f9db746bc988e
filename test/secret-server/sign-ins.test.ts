import { describe, expect, it } from 'vitest';
import { createSignIns, type SignInRecord } from '../../src/server/secret-server/sign-ins.ts';
import { rememberSignIns } from './fixtures.ts';

const minute = 60_000;
const hour = 60 * minute;

/** A process with two clocks that move together unless a test steps the wall clock alone. */
function start(kept: SignInRecord | null = null, revision = 'r1', wall = 1_000_000_000) {
  const clock = { wall, mono: 0 };
  const memory = rememberSignIns(kept);
  const now = () => clock.mono;
  const signIns = createSignIns({ memory, revision, now, wallClock: () => clock.wall });
  const pass = (ms: number) => {
    clock.wall += ms;
    clock.mono += ms;
  };
  return { clock, memory, signIns, pass };
}

describe('a refused sign-in', () => {
  it('allows one more try after 15 minutes, one after 6 hours, then none', () => {
    const { signIns, pass } = start();
    expect(signIns.mayTry()).toBe(true);
    signIns.begin().refused();
    pass(15 * minute - 1);
    expect(signIns.mayTry()).toBe(false);
    pass(1);
    expect(signIns.mayTry()).toBe(true);
    signIns.begin().refused();
    pass(6 * hour - 1);
    expect(signIns.mayTry()).toBe(false);
    pass(1);
    expect(signIns.mayTry()).toBe(true);
    signIns.begin().refused();
    pass(10_000 * hour);
    expect(signIns.mayTry()).toBe(false);
  });

  it('holds across a restart', () => {
    const first = start();
    first.signIns.begin().refused();
    const second = start(first.memory.kept, 'r1', first.clock.wall + 14 * minute);
    expect(second.signIns.mayTry()).toBe(false);
    second.pass(minute);
    expect(second.signIns.mayTry()).toBe(true);
  });

  it('is about one credential', () => {
    const first = start();
    first.signIns.begin().refused();
    expect(start(first.memory.kept, 'r2').signIns.mayTry()).toBe(true);
  });

  it('is not shortened by a step of the wall clock, nor undone by one backwards', () => {
    const { signIns, clock, memory } = start();
    signIns.begin().refused();
    clock.wall += 24 * hour;
    expect(signIns.mayTry()).toBe(false);
    const earlier = start(memory.kept, 'r1', 1_000_000_000 - 24 * hour);
    expect(earlier.signIns.mayTry()).toBe(false);
  });

  it('is forgotten by an accepted sign-in', () => {
    const { signIns, memory } = start();
    signIns.begin().refused();
    signIns.begin().accepted();
    expect(memory.kept).toBeNull();
    expect(signIns.mayTry()).toBe(true);
  });

  it('sees a sign-in that another client of the same memory got accepted', () => {
    const { signIns, memory } = start();
    signIns.begin().refused();
    memory.write(null);
    expect(signIns.mayTry()).toBe(true);
  });
});

describe('a sign-in without an answer', () => {
  it('is sent three times, then once in 15 minutes, whether the process ended or not', () => {
    const first = start();
    first.signIns.begin();
    first.signIns.begin();
    const second = start(first.memory.kept, 'r1', first.clock.wall);
    expect(second.signIns.mayTry()).toBe(true);
    second.signIns.begin();
    expect(second.signIns.mayTry()).toBe(false);
    const third = start(second.memory.kept, 'r1', second.clock.wall + 14 * minute);
    expect(third.signIns.mayTry()).toBe(false);
    third.pass(minute);
    expect(third.signIns.mayTry()).toBe(true);
    third.signIns.begin();
    expect(third.signIns.mayTry()).toBe(false);
  });

  it('but with one that says nothing of the credential: three times, then once in a minute', () => {
    const { signIns, pass } = start();
    for (let time = 0; time < 3; time += 1) {
      expect(signIns.mayTry()).toBe(true);
      signIns.begin().unusable();
    }
    pass(minute - 1);
    expect(signIns.mayTry()).toBe(false);
    pass(1);
    expect(signIns.mayTry()).toBe(true);
  });

  it('counts none that Secret Server never got', () => {
    const { signIns, memory } = start();
    for (let time = 0; time < 10; time += 1) signIns.begin().unsent();
    expect(memory.kept).toBeNull();
    signIns.begin().refused();
    const { kept } = memory;
    signIns.begin().unsent();
    expect(memory.kept).toEqual(kept);
  });

  it('leaves a refusal before it what it was', () => {
    const { signIns, pass } = start();
    signIns.begin().refused();
    pass(15 * minute);
    signIns.begin().unusable();
    expect(signIns.wasRefused()).toBe(true);
    pass(15 * minute - 1);
    expect(signIns.mayTry()).toBe(false);
    pass(1);
    signIns.begin().refused();
    pass(15 * minute);
    expect(signIns.mayTry()).toBe(false);
  });

  it('is forgotten by one that is accepted, and by a refusal, which counts for itself', () => {
    const { signIns, memory } = start();
    signIns.begin();
    signIns.begin();
    signIns.begin().accepted();
    expect(memory.kept).toBeNull();
    signIns.begin();
    signIns.begin().refused();
    expect(memory.kept).toEqual({ at: 1_000_000_000, tries: 1, revision: 'r1' });
  });

  it('is no refusal, and holds no other credential back', () => {
    const first = start();
    for (let time = 0; time < 3; time += 1) first.signIns.begin();
    expect(first.signIns.wasRefused()).toBe(false);
    expect(start(first.memory.kept, 'r2').signIns.mayTry()).toBe(true);
  });
});
