import type { Router } from '@koa/router';
import type { State } from '../../main/ipc/contract.ts';
import type { Status } from '../status.ts';

/** Whether a probe should send traffic here in this state. */
const ready: Readonly<Record<State, boolean>> = {
  'Not set up': false,
  Starting: false,
  Blocked: false,
  Paused: true,
  'Needs attention': true,
  Working: true,
  Running: true,
};

export interface HealthDeps {
  readonly status: () => Status;
  /** What only this installation can answer to a challenge; it tells nothing else. */
  readonly prove: (challenge: string) => string;
}

/**
 * /healthz says that the process answers, and to a challenge that it is this installation: below the SCIM address too,
 * which a tunnel passes on in any case. /readyz says its state. Neither tells more without a token.
 */
export function healthRoutes(router: Router, { status, prove }: HealthDeps): void {
  router.get(['/healthz', '/scim/v2/healthz', '/v2/healthz'], (ctx) => {
    const { challenge } = ctx.query;
    const asked = typeof challenge === 'string' && /^[\w-]{16,64}$/.test(challenge);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { status: 'alive', ...(asked ? { proof: prove(challenge) } : {}) };
  });
  router.get('/readyz', (ctx) => {
    const { state } = status();
    ctx.status = ready[state] ? 200 : 503;
    ctx.body = { state };
  });
}
