import { Notification } from 'electron';
import type { Calls } from '../ipc/contract.ts';
import type { SettingsView } from '../ipc/settings.ts';
import type { Target } from '../ipc/shell.ts';
import type { Preferences } from '../preferences.ts';
import { appName, type Shown } from '../shown.ts';
import { noticesOf, nothingTold, type Notice } from './notices.ts';
import { tokenNotices } from './token-notices.ts';

/** How often it is looked whether a token ends soon. Milliseconds. */
const tokensEveryMs = 60 * 60_000;
/** Keys of token notices that are remembered. */
const remembered = 200;

interface NotifierDeps {
  readonly icon: string;
  readonly preferences: Preferences;
  readonly isInFront: () => boolean;
  /** What the person wants to hear; null: not known, then everything. */
  readonly wanted: () => Promise<SettingsView['notifications'] | null>;
  /** null while there is no host to ask. */
  readonly endpoints: () => Promise<Awaited<ReturnType<Calls['endpoints.list']>> | null>;
  readonly open: (target: Target) => void;
}

export interface Notifier {
  readonly see: (shown: Shown) => void;
  /** A sentence of the app itself, whatever is switched off. */
  readonly say: (body: string) => void;
  readonly end: () => void;
}

/** Shows what is worth saying; never the only place where it is said. */
export function createNotifier(deps: NotifierDeps): Notifier {
  let before: Shown | null = null;
  let told = nothingTold;
  const showing = new Map<string, Notification>();

  function toast(
    category: string,
    options: { title: string; body: string; stays: boolean },
    target?: Target,
  ): void {
    showing.get(category)?.close();
    const { title, body, stays } = options;
    const toasted = new Notification({
      title,
      body,
      silent: true,
      icon: deps.icon,
      groupId: category,
      timeoutType: stays ? 'never' : 'default',
      urgency: stays ? 'critical' : 'normal',
    });
    if (target) toasted.on('click', () => deps.open(target));
    toasted.on('close', () => {
      if (showing.get(category) === toasted) showing.delete(category);
    });
    showing.set(category, toasted);
    toasted.show();
  }

  async function give({ kind, category, title, body, target }: Notice): Promise<void> {
    if (deps.isInFront()) return;
    const wanted = kind === 'blocked' ? null : await deps.wanted();
    if (kind !== 'blocked' && wanted?.[kind] === false) return;
    toast(category, { title: `${appName}: ${title}`, body, stays: kind === 'blocked' }, target);
  }

  async function lookAtTokens(): Promise<void> {
    const endpoints = await deps.endpoints();
    for (const { key, notice } of tokenNotices(endpoints ?? [], Date.now())) {
      const { toldOfTokens } = deps.preferences.get();
      if (toldOfTokens.includes(key)) continue;
      deps.preferences.set({ toldOfTokens: [...toldOfTokens.slice(1 - remembered), key] });
      await give(notice);
    }
  }

  const timer = setInterval(() => void lookAtTokens(), tokensEveryMs);
  return {
    see(shown) {
      // The first value with a host behind it: tokens can be looked at.
      if (before?.status.state === 'Starting' && shown.status.state !== 'Starting') void lookAtTokens();
      const noticed = noticesOf(before, shown, told, Date.now());
      ({ told } = noticed);
      before = shown;
      for (const notice of noticed.notices) void give(notice);
    },
    say: (body) => toast('app', { title: appName, body, stays: false }),
    end() {
      clearInterval(timer);
      for (const toasted of showing.values()) toasted.close();
    },
  };
}
