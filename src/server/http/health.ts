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

/** /healthz says that the process answers, /readyz its state; neither tells more without a token. */
export function healthRoutes(router: Router, status: () => Status): void {
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'alive' };
  });
  router.get('/readyz', (ctx) => {
    const { state } = status();
    ctx.status = ready[state] ? 200 : 503;
    ctx.body = { state };
  });
}
