import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Settings } from './store/settings.ts';

const stored = z.object({ id: z.uuid(), key: z.string().regex(/^[\w-]{43}$/) });

/** What tells this installation from every other; it stays when the data file is copied or restored. */
export interface Install {
  readonly id: string;
  /** A value that only this installation can derive, and that tells nothing of any other. */
  derive(purpose: 'health' | 'window', text: string): string;
}

/** Makes it at the first start. */
export function openInstall(settings: Settings): Install {
  const { id, key } = stored.safeParse(settings.get('install')).data ?? make(settings);
  return {
    id,
    derive: (purpose, text) =>
      createHmac('sha256', Buffer.from(key, 'base64url')).update(`${purpose}\n${text}`).digest('base64url'),
  };
}

function make(settings: Settings): z.infer<typeof stored> {
  const made = { id: randomUUID(), key: randomBytes(32).toString('base64url') };
  settings.set('install', made);
  return made;
}
