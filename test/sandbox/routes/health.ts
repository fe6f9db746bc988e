import { forbidden, json, plain } from '../http/answer.ts';
import { createDate } from '../dates.ts';
import type { Route } from '../http/route.ts';
import type { World } from '../world.ts';

/** Health (without a token), version, and the end of a session. */
export const healthRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/healthcheck',
    anonymous: true,
    handle: (world) => (world.switches.healthcheck === 'text' ? plain('Healthy') : json(health(world))),
  },
  {
    method: 'GET',
    path: '/v1/version',
    handle: ({ settings, switches }) => {
      switch (switches.version) {
        case 'bare':
          return json({ version: settings.version });
        case 'wrapped':
          return json({ model: { version: settings.version } });
        case 'hidden':
          return json({ version: null });
        case 'denied':
          throw forbidden();
      }
    },
  },
  {
    method: 'POST',
    path: '/v1/oauth-expiration',
    harmless: true,
    handle: (world, { caller }) => {
      world.sessions.revoke(caller.token);
      return json(true);
    },
  },
];

function health(world: World): object {
  const now = createDate(world.now());
  return {
    healthy: true,
    databaseHealthy: true,
    databaseMismatch: false,
    serviceBusHealthy: true,
    storageAccountHealthy: true,
    readOnlyMode: world.settings.readOnly,
    scheduledForDeletion: false,
    provisionDeletionDateTime: null,
    now,
    utcNow: now,
  };
}
