import { Refusal, json, type Answer } from '../http/answer.ts';
import type { UserRecord } from '../model.ts';
import { digest } from '../password-policy.ts';
import { domainNamed } from '../store.ts';
import type { World } from '../world.ts';

/** POST of the token endpoint: password grant, and refreshing where it is switched on (reference: authentication). */
export function grantToken(world: World, form: URLSearchParams): Answer {
  const kind = form.get('grant_type');
  if (kind === 'password') return passwordGrant(world, form);
  if (kind === 'refresh_token') return refreshGrant(world, form.get('refresh_token') ?? '');
  throw refused('unsupported_grant_type');
}

function refused(error: string): Refusal {
  return new Refusal(json({ error }, 400));
}

function passwordGrant(world: World, form: URLSearchParams): Answer {
  const user = namedUser(world, form.get('username') ?? '', form.get('domain') ?? '');
  if (user === undefined) throw refused('Login failed.');
  if (user.passwordDigest === null || user.passwordDigest !== digest(form.get('password') ?? '')) {
    countFailure(world, user);
    throw refused('Login failed.');
  }
  if (!user.enabled || user.isLockedOut) throw refused('Login failed.');
  if (world.settings.preventDirectApiAuthentication && !user.isApplicationAccount)
    throw refused('Login failed.');
  world.store.users.save({ ...user, loginFailures: 0, lastLogin: world.now() });
  return session(world, user.id, 0);
}

/** The domain stands in its own field or before a backslash; without one the user is local. */
function namedUser(world: World, name: string, domain: string): UserRecord | undefined {
  const cut = name.indexOf('\\');
  const domainId = domainNamed(world.store, cut < 0 ? domain : name.slice(0, cut));
  return domainId === undefined ? undefined : world.store.users.named(domainId, name.slice(cut + 1));
}

function countFailure(world: World, user: UserRecord): void {
  const loginFailures = user.loginFailures + 1;
  const locked = loginFailures >= world.settings.maximumLoginFailures;
  const lock = locked ? { isLockedOut: true, lockOutReason: 'LoginAttemptsExceeded' } : {};
  world.store.users.save({ ...user, loginFailures, ...lock });
}

function refreshGrant(world: World, token: string): Answer {
  const refresh = world.settings.refreshTokens ? world.sessions.takeRefresh(token) : undefined;
  if (refresh === undefined || refresh.used >= world.settings.maximumTokenRefreshes)
    throw refused('invalid_grant');
  return session(world, refresh.userId, refresh.used + 1);
}

function session(world: World, userId: number, refreshes: number): Answer {
  const { tokenLifetimeSeconds, refreshTokens } = world.settings;
  return json({
    access_token: world.sessions.open(userId, world.now() + tokenLifetimeSeconds * 1000),
    token_type: 'bearer',
    expires_in: Math.max(0, tokenLifetimeSeconds - 1),
    ...(refreshTokens ? { refresh_token: world.sessions.openRefresh(userId, refreshes) } : {}),
  });
}
