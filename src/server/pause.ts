import { z } from 'zod';
import type { PauseView } from '../main/ipc/contract.ts';
import { refusals } from './domain/refusals.ts';
import type { SecretServer } from './secret-server/model.ts';
import type { Settings } from './store/settings.ts';

const storedPause = z.object({ since: z.number(), until: z.number().nullable(), by: z.string() });
type StoredPause = z.infer<typeof storedPause>;

/** Clocks drift apart by themselves; more than this is a step. */
const stepMs = 2_000;

export interface Pause {
  /** null: not paused. */
  view(): PauseView | null;
  /** @param minutes null: until somebody resumes. */
  begin(minutes: number | null, by: string): void;
  end(): void;
  /** Secret Server as changes see it: while paused every write is put off, reads go on. */
  guard(server: SecretServer): SecretServer;
  /** Forgets the timer, not the pause: it goes on after a restart. */
  stop(): void;
}

interface PauseDeps {
  readonly settings: Settings;
  /** Epoch milliseconds; and monotonic ones, by which a pause is measured while this process runs (D20). */
  readonly wall: () => number;
  readonly monotonic: () => number;
  /** A pause ended, by itself or by a person. */
  readonly onEnd: () => void;
}

/** The admin's pause: it survives a restart and ends by itself. */
export function createPause({ settings, wall, monotonic, onEnd }: PauseDeps): Pause {
  let current: StoredPause | undefined = storedPause.safeParse(settings.get('pause')).data;
  let endsAt: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  /** What the wall clock shows at monotonic 0. */
  let epoch = wall() - monotonic();
  arm();

  /** Turns the moment that is stored into monotonic time; a wall clock that jumped cannot make the pause longer. */
  function arm(): void {
    clearTimeout(timer);
    endsAt = null;
    if (current?.until == null) return;
    const left = Math.max(0, Math.min(current.until - wall(), current.until - current.since));
    endsAt = monotonic() + left;
    timer = setTimeout(endByItself, left);
    timer.unref();
  }

  /** What is stored is by the wall clock, for the next start: after a step of it the pause is as long as it was. */
  function followSteps(): void {
    const step = wall() - monotonic() - epoch;
    if (!current || Math.abs(step) < stepMs) return;
    epoch += step;
    const until = current.until === null ? null : current.until + step;
    keep({ ...current, since: current.since + step, until });
  }

  function keep(pause: StoredPause | undefined): void {
    settings.set('pause', pause);
    current = pause;
  }

  function isPaused(): boolean {
    return current !== undefined && (endsAt === null || monotonic() < endsAt);
  }

  /** A data file that cannot be written does not make it longer: the next start finds it over too. */
  function endByItself(): void {
    try {
      end();
    } catch {
      current = undefined;
      onEnd();
    }
  }

  function end(): void {
    clearTimeout(timer);
    if (!current) return;
    keep(undefined);
    onEnd();
  }

  const iso = (at: number): string => new Date(at).toISOString();
  const putOff = (): Promise<never> => Promise.reject(refusals.paused());
  return {
    view() {
      // Asked every second by whoever shows the state.
      followSteps();
      if (!current || !isPaused()) return null;
      const { since, until, by } = current;
      return { since: iso(since), until: until === null ? null : iso(until), by };
    },
    begin(minutes, by) {
      const since = wall();
      epoch = since - monotonic();
      keep({ since, until: minutes === null ? null : since + minutes * 60_000, by });
      arm();
    },
    end,
    guard: (server) =>
      isPaused()
        ? {
            ...server,
            createUser: putOff,
            updateUser: putOff,
            createGroup: putOff,
            updateGroup: putOff,
            deleteGroup: putOff,
            changeMembers: putOff,
          }
        : server,
    stop: () => clearTimeout(timer),
  };
}
