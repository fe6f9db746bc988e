import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import type { CallLog } from '../call-log.ts';
import type { Effect, FaultBook } from '../faults.ts';
import type { World } from '../world.ts';
import { html, json, plain, type Answer } from './answer.ts';
import { dispatch, type FindRoute, type Incoming } from './dispatch.ts';
import { credentialOf, loggedBody, readIncoming } from './incoming.ts';

export interface Service {
  readonly world: World;
  readonly find: FindRoute;
  readonly log: CallLog;
  readonly faults: FaultBook;
  /** Ends every wait. */
  readonly stopping: AbortSignal;
}

/** Answers one request, as the faults let it. Never throws. */
export async function serve(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const incoming = await readIncoming(request);
    await answerCall(service, incoming, response);
  } catch {
    // The client left, the sandbox stops, or the request is beyond reading: there is nobody to tell.
    response.destroy();
  }
}

async function answerCall(service: Service, incoming: Incoming, response: ServerResponse): Promise<void> {
  const { log, stopping } = service;
  const number = log.open({
    method: incoming.method,
    path: incoming.path,
    query: incoming.query.toRecord(),
    body: loggedBody(incoming),
  });
  const credential = credentialOf(incoming);
  const effects = service.faults.strike(incoming.method, incoming.path);
  log.note(number, {
    credential: credential === undefined ? null : log.credential(credential),
    fault: effects.at(-1)?.kind ?? null,
  });
  await delay(effects, false, stopping);
  const final = effects.find((effect) => effect.kind !== 'latency');
  if (final?.kind === 'hang') return;
  if (final?.kind === 'dropBefore') return drop(log, number, response);
  const outcome = final === undefined ? undefined : instead(final);
  const answer = outcome?.answer ?? carryOut(service, incoming, number, final);
  await delay(effects, true, stopping);
  if (final?.kind === 'dropAfter') return drop(log, number, response);
  log.close(number, answer.status);
  send(response, answer, outcome?.headers ?? {});
}

async function delay(effects: readonly Effect[], after: boolean, signal: AbortSignal): Promise<void> {
  for (const effect of effects) {
    if (effect.kind === 'latency' && (effect.after ?? false) === after)
      await wait(effect.ms, undefined, { signal });
  }
}

function drop(log: CallLog, number: number, response: ServerResponse): void {
  log.close(number, null);
  response.socket?.destroy();
}

/** The answer of a fault that lets nothing happen. */
function instead(
  effect: Effect,
): { readonly answer: Answer; readonly headers: Record<string, string> } | undefined {
  if (effect.kind === 'html') return { answer: html('Secret Server - Login', effect.status), headers: {} };
  if (effect.kind !== 'status') return undefined;
  const { status, body, headers = {} } = effect;
  return { answer: typeof body === 'string' ? plain(body, status) : faultBody(status, body), headers };
}

function faultBody(status: number, body: unknown): Answer {
  if (body !== undefined) return json(body, status);
  return status >= 400 && status !== 404
    ? json({ message: 'An error has occurred.' }, status)
    : plain('', status);
}

function carryOut(service: Service, incoming: Incoming, number: number, effect: Effect | undefined): Answer {
  if (effect?.kind === 'expiredToken')
    service.world.sessions.revoke((incoming.authorization ?? '').replace(/^\S+\s+/, ''));
  const { answer, ...found } = dispatch(service.world, service.find, incoming);
  service.log.note(number, found);
  return answer;
}

function send(response: ServerResponse, answer: Answer, headers: Record<string, string>): void {
  const type = answer.contentType === null ? {} : { 'Content-Type': answer.contentType };
  response.writeHead(answer.status, { ...type, 'Cache-Control': 'no-store', ...headers });
  response.end(answer.text);
}
