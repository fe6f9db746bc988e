import { z } from 'zod';
import type { PauseView } from '../main/ipc/contract.ts';
import { refusals } from './domain/refusals.ts';
import type { SecretServer } from './secret-server/model.ts';
import type { Settings } from './store/settings.ts';

const storedPause = z.object({ since: z.number(), until: z.number().nullable(), by: z.string() });
type StoredPause = z.infer<typeof storedPause>;

/** setTimeout takes no more. */
const longestTimerMs = 2 ** 31 - 1;

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
  arm();

  /** Turns the moment that is stored into monotonic time; a wall clock that jumped cannot make the pause longer. */
  function arm(): void {
    clearTimeout(timer);
    if (current?.until == null) return;
    const left = Math.min(current.until - wall(), current.until - current.since);
    endsAt = monotonic() + Math.max(0, left);
    timer = setTimeout(end, Math.min(longestTimerMs, Math.max(0, left)));
    timer.unref();
  }

  function isPaused(): boolean {
    if (!current) return false;
    return current.until === null || endsAt === null || monotonic() < endsAt;
  }

  function end(): void {
    clearTimeout(timer);
    if (!current) return;
    current = undefined;
    settings.set('pause', undefined);
    onEnd();
  }

  const iso = (at: number): string => new Date(at).toISOString();
  const putOff = (): Promise<never> => Promise.reject(refusals.paused());
  return {
    view: () =>
      isPaused() && current
        ? {
            since: iso(current.since),
            until: current.until === null ? null : iso(current.until),
            by: current.by,
          }
        : null,
    begin(minutes, by) {
      const since = wall();
      current = { since, until: minutes === null ? null : since + minutes * 60_000, by };
      settings.set('pause', current);
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
