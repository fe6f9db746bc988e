import type { EndpointView } from '../ipc/contract.ts';
import type { SettingsView } from '../ipc/settings.ts';
import type { HostKeeper } from './keeper.ts';

/** What the app itself wants to know of the host; null while there is none to ask. */
export interface Ask {
  readonly notifications: () => Promise<SettingsView['notifications'] | null>;
  readonly endpoints: () => Promise<readonly EndpointView[] | null>;
  /** What Okta should call. */
  readonly address: () => Promise<string | null>;
}

export function createAsk({ call, shown }: HostKeeper): Ask {
  async function settings(): Promise<SettingsView | null> {
    const answer = await call('settings.get', {});
    return answer.ok ? (answer.value as SettingsView) : null; // what that call answers
  }
  return {
    notifications: async () => (await settings())?.notifications ?? null,
    async endpoints() {
      const answer = await call('endpoints.list', {});
      return answer.ok ? (answer.value as readonly EndpointView[]) : null; // what that call answers
    },
    address: async () => (await settings())?.listener.publicUrl ?? shown().status.scimBaseUrl,
  };
}
