import type { Calls } from '../../main/ipc/contract.ts';
import type { EndpointService } from '../domain/endpoints.ts';

type EndpointCalls = Pick<
  Calls,
  'endpoints.list' | 'endpoints.add' | 'endpoints.configure' | 'endpoints.replaceToken' | 'endpoints.remove'
>;

/** Endpoints and their tokens. @param scimBaseUrl what clients call us; null while the listener is down. */
export function endpointCalls(endpoints: EndpointService, scimBaseUrl: () => string | null): EndpointCalls {
  // All async, so that what is thrown becomes a rejection.
  return {
    'endpoints.list': async () => endpoints.list(),
    'endpoints.add': async ({ name, kind }) => ({
      ...(await endpoints.add(name, kind)),
      scimBaseUrl: scimBaseUrl(),
    }),
    'endpoints.configure': async ({ name, options }) => endpoints.configure(name, options),
    'endpoints.replaceToken': async ({ name, now = false }) => ({
      ...(await endpoints.replaceToken(name, now)),
      scimBaseUrl: scimBaseUrl(),
    }),
    'endpoints.remove': async ({ name }) => {
      await endpoints.remove(name);
      return { removed: true };
    },
  };
}
