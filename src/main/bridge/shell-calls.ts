import { join } from 'node:path';
import { clipboard, shell } from 'electron';
import { z } from 'zod';
import { asProblem, Problem } from '../../server/errors.ts';
import { logFolder } from '../../server/log.ts';
import type { Autostart } from '../autostart.ts';
import type { Envelope } from '../ipc/problem.ts';
import type { DesktopView, ShellCallName, ShellCalls } from '../ipc/shell.ts';

/** How long a secret stays in the clipboard. Milliseconds. */
const secretMs = 60_000;

interface ShellDeps {
  readonly dataDir: string;
  /** Where guide and licence list are. */
  readonly documents: string;
  readonly autostart: Autostart;
  readonly attachedTo: () => number | null;
  readonly restart: () => void;
}

type Argument<N extends ShellCallName> = Parameters<ShellCalls[N]> extends [infer A] ? A : undefined;

const nothing = z.strictObject({}).transform(() => undefined);

const schemas: { readonly [N in ShellCallName]: z.ZodType<Argument<N>> } = {
  'desktop.get': nothing,
  'autostart.set': z.strictObject({ on: z.boolean() }),
  'folder.open': z.strictObject({ folder: z.enum(['data', 'logs']) }),
  'document.open': z.strictObject({ document: z.enum(['guide', 'licences']) }),
  'clipboard.copy': z.strictObject({ text: z.string().max(100_000), secret: z.boolean() }),
  'notifications.openSettings': nothing,
  'app.restart': nothing,
};

export interface ShellService {
  readonly view: () => DesktopView;
  /** One call with an argument from outside. Never rejects. */
  readonly call: (name: string, argument: unknown) => Promise<Envelope<unknown>>;
}

/** What the window may ask of the desktop. */
export function createShellService(deps: ShellDeps): ShellService {
  const view = (): DesktopView => ({
    attachedTo: deps.attachedTo(),
    startsAtSignIn: deps.autostart.get(),
    electron: process.versions['electron'] ?? '',
  });
  const calls: { readonly [N in ShellCallName]: (argument: Argument<N>) => ReturnType<ShellCalls[N]> } = {
    'desktop.get': async () => view(),
    'autostart.set': async ({ on }) => {
      deps.autostart.set(on);
      return view();
    },
    'folder.open': ({ folder }) => openPath(folder === 'logs' ? logFolder(deps.dataDir) : deps.dataDir),
    'document.open': ({ document }) => openPath(join(deps.documents, files[document])),
    'clipboard.copy': async ({ text, secret }) => {
      await clipboard.writeText(text);
      if (secret) setTimeout(() => void forget(text), secretMs).unref();
      return { copied: true };
    },
    'notifications.openSettings': async () => {
      if (process.platform !== 'win32') return { opened: false };
      await shell.openExternal('ms-settings:notifications');
      return { opened: true };
    },
    'app.restart': async () => {
      deps.restart();
      return { restarting: true };
    },
  };

  async function run(name: ShellCallName, argument: unknown): Promise<unknown> {
    const parsed = schemas[name].safeParse(argument ?? {});
    if (!parsed.success) {
      throw new Problem('APP-INPUT', `${name} was asked with a bad value`, 'Correct it and try again');
    }
    const perform: (argument: never) => Promise<unknown> = calls[name];
    return await perform(parsed.data as never); // its own schema's output
  }

  return {
    view,
    async call(name, argument) {
      try {
        if (!isShellCall(name)) {
          throw new Problem('APP-INPUT', `The desktop has no call ${name}`, 'Restart the app');
        }
        return { ok: true, value: await run(name, argument) };
      } catch (thrown) {
        return { ok: false, error: asProblem(thrown).view() };
      }
    },
  };
}

const files = { guide: 'guide.html', licences: 'THIRD-PARTY.txt' } as const;

function isShellCall(name: string): name is ShellCallName {
  return Object.hasOwn(schemas, name);
}

/** @throws Problem APP-INPUT when the desktop has no program for it, or may not read it. */
async function openPath(path: string): Promise<{ readonly opened: true }> {
  const fault = await shell.openPath(path);
  if (fault !== '') throw new Problem('APP-INPUT', `${path} could not be opened`, 'Open it by hand');
  return { opened: true };
}

/** Unless something else has been copied since. */
async function forget(text: string): Promise<void> {
  if ((await clipboard.readText()) === text) clipboard.clear();
}
