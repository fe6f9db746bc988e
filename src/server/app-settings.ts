import type { SettingsSection, SettingsView } from '../main/ipc/settings.ts';
import { Problem } from './errors.ts';
import type { Log } from './log.ts';
import { defaultSettings, settingsSchemas } from './settings-schema.ts';
import type { Settings } from './store/settings.ts';

export type SettingsChange = {
  readonly [S in SettingsSection]?:
    | { readonly [K in keyof SettingsView[S]]?: SettingsView[S][K] | undefined }
    | undefined;
};

export interface AppSettings {
  get(): SettingsView;
  /** Saves what is named. @throws Problem APP-INPUT when values do not fit each other */
  set(change: SettingsChange): SettingsView;
  /** Told after each change. @returns ends listening. */
  onChange(listener: (now: SettingsView, before: SettingsView) => void): () => void;
}

const sections = Object.keys(defaultSettings) as readonly SettingsSection[]; // its own keys

/**
 * What a person may set. A stored value that cannot be used falls back to its default, and the log says which.
 * @param transaction makes several writes one.
 */
export function createAppSettings(
  settings: Settings,
  log: Log,
  transaction: (work: () => void) => void,
): AppSettings {
  let current = Object.fromEntries(sections.map((name) => [name, read(name)])) as unknown as SettingsView; // one for each section
  const listeners = new Set<(now: SettingsView, before: SettingsView) => void>();

  function read<S extends SettingsSection>(name: S): SettingsView[S] {
    const stored = settings.get(name);
    const defaults = defaultSettings[name];
    const fields = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
    const usable = fields.filter(([field, value]) => {
      const ok = Object.hasOwn(defaults, field) && parse(name, { ...defaults, [field]: value }) !== undefined;
      if (!ok)
        log.warn('a stored setting cannot be used, its default holds', { setting: `${name}.${field}` });
      return ok;
    });
    return parse(name, { ...defaults, ...Object.fromEntries(usable) }) ?? defaults;
  }

  return {
    get: () => current,
    set(change) {
      const before = current;
      const changed = sections.filter((name) => change[name] !== undefined);
      const next = { ...before };
      for (const name of changed) put(next, name, { ...before[name], ...defined(change[name]) });
      checkTogether(next);
      transaction(() => {
        for (const name of changed) settings.set(name, next[name]);
      });
      current = next;
      for (const listener of listeners) listener(next, before);
      return next;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function parse<S extends SettingsSection>(name: S, value: unknown): SettingsView[S] | undefined {
  return settingsSchemas[name].safeParse(value).data as SettingsView[S] | undefined; // the schema of that section
}

function put(into: object, name: SettingsSection, value: unknown): void {
  Object.assign(into, { [name]: value });
}

function defined(change: object | undefined): object {
  return Object.fromEntries(Object.entries(change ?? {}).filter(([, value]) => value !== undefined));
}

/** @throws Problem APP-INPUT */
function checkTogether({ proxy }: SettingsView): void {
  if (proxy.mode !== 'custom' || proxy.url !== null) return;
  throw new Problem('APP-INPUT', 'The address of the proxy is missing', 'Enter it, or choose no proxy');
}
