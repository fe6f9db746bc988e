import { z } from 'zod';
import type { Settings } from '../store/settings.ts';

/** How much may be taken away without a person (D8). */
export interface RemovalLimits {
  readonly percent: number;
  readonly count: number;
}

const safety = z.object({
  removalPercent: z.number().min(0).max(100).default(10),
  removalCount: z.number().int().min(0).default(25),
});

/** The limits that a person set, or the usual ones: a tenth, or 25. */
export function removalLimits(settings: Pick<Settings, 'get'>): RemovalLimits {
  const { removalPercent, removalCount } = safety.catch(safety.parse({})).parse(settings.get('safety') ?? {});
  return { percent: removalPercent, count: removalCount };
}

/** Whether this is too much to happen without a person. One alone never is. */
export function tooMany(removals: number, of: number, { percent, count }: RemovalLimits): boolean {
  return removals > count || (removals > 1 && removals > (of * percent) / 100);
}
