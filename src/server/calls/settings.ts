import type { Calls } from '../../main/ipc/contract.ts';
import type { AboutView } from '../../main/ipc/settings.ts';
import type { AppSettings } from '../app-settings.ts';
import type { Backups } from '../backups.ts';
import type { Checks } from '../checks.ts';
import type { Diagnostics } from '../diagnostics.ts';
import type { Activity } from '../domain/activity.ts';

interface SettingsCallsDeps {
  readonly settings: AppSettings;
  readonly checks: Checks;
  readonly backups: Pick<Backups, 'make'>;
  /** A person decides about what was open in a restored data file. @returns how many changes that were */
  readonly restored: (apply: boolean) => Promise<number>;
  readonly diagnostics: Diagnostics;
  readonly about: () => AboutView;
  readonly activity: Pick<Activity, 'note'>;
}

/** What a person may set, and what has to hold. */
export function settingsCalls({
  settings,
  checks,
  backups,
  restored,
  diagnostics,
  about,
  activity,
}: SettingsCallsDeps): Pick<
  Calls,
  | 'settings.get'
  | 'settings.set'
  | 'checks.get'
  | 'checks.run'
  | 'publicAddress.test'
  | 'backup.now'
  | 'restored.decide'
  | 'diagnostics.list'
  | 'diagnostics.save'
  | 'about.get'
> {
  return {
    'settings.get': async () => settings.get(),
    'settings.set': async (change) => {
      const saved = settings.set(change);
      const names = Object.keys(change).join(', ');
      const sentence = `Settings were changed: ${names}.`;
      activity.note({ source: 'You', action: 'Settings', result: 'Done', sentence });
      return saved;
    },
    'checks.get': async () => checks.all(),
    'checks.run': ({ name }) => checks.run(name),
    'publicAddress.test': ({ url }) => checks.testPublicAddress(url),
    'backup.now': () => backups.make(),
    'restored.decide': async ({ apply }) => ({ changes: await restored(apply) }),
    'diagnostics.list': () => diagnostics.list(),
    'diagnostics.save': () => diagnostics.save(),
    'about.get': async () => about(),
  };
}
