import type { Calls } from '../../main/ipc/contract.ts';
import type { AboutView } from '../../main/ipc/settings.ts';
import type { AppSettings } from '../app-settings.ts';
import type { Checks } from '../checks.ts';
import type { Activity } from '../domain/activity.ts';

interface SettingsCallsDeps {
  readonly settings: AppSettings;
  readonly checks: Checks;
  readonly about: () => AboutView;
  readonly activity: Pick<Activity, 'note'>;
}

/** What a person may set, and what has to hold. */
export function settingsCalls({
  settings,
  checks,
  about,
  activity,
}: SettingsCallsDeps): Pick<
  Calls,
  'settings.get' | 'settings.set' | 'checks.get' | 'checks.run' | 'publicAddress.test' | 'about.get'
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
    'about.get': async () => about(),
  };
}
