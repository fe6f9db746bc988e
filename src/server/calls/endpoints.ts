import type { Calls } from '../../main/ipc/contract.ts';
import type { Activity } from '../domain/activity.ts';
import type { EndpointService } from '../domain/endpoints.ts';

type EndpointCalls = Pick<
  Calls,
  'endpoints.list' | 'endpoints.add' | 'endpoints.configure' | 'endpoints.replaceToken' | 'endpoints.remove'
>;

/** Endpoints and their tokens. @param scimBaseUrl what clients call us; null while the listener is down. */
export function endpointCalls(
  endpoints: EndpointService,
  scimBaseUrl: () => string | null,
  { note }: Pick<Activity, 'note'>,
): EndpointCalls {
  const noted = (sentence: string): number =>
    note({ source: 'You', action: 'Settings', result: 'Done', sentence });
  // All async, so that what is thrown becomes a rejection.
  return {
    'endpoints.list': async () => endpoints.list(),
    'endpoints.add': async ({ name, kind, expiresInDays }) => {
      const added = await endpoints.add(name, kind, expiresInDays);
      noted(`The endpoint ${name} was added.`);
      return { ...added, scimBaseUrl: scimBaseUrl() };
    },
    'endpoints.configure': async ({ name, options }) => {
      const view = endpoints.configure(name, options);
      noted(`The options of the endpoint ${name} were changed.`);
      return view;
    },
    'endpoints.replaceToken': async ({ name, now = false, expiresInDays }) => {
      const replaced = await endpoints.replaceToken(name, now, expiresInDays);
      noted(`The token of the endpoint ${name} was replaced.`);
      return { ...replaced, scimBaseUrl: scimBaseUrl() };
    },
    'endpoints.remove': async ({ name }) => {
      await endpoints.remove(name);
      noted(`The endpoint ${name} was removed.`);
      return { removed: true };
    },
  };
}
