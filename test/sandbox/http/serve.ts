import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import type { CallLog } from '../call-log.ts';
import type { Effect, FaultBook, Striking } from '../faults.ts';
import { spoken } from '../rudeness.ts';
import type { World } from '../world.ts';
import { html, json, plain, type Answer } from './answer.ts';
import { dispatch, type FindRoute, type Incoming } from './dispatch.ts';
import { credentialOf, loggedBody, readIncoming } from './incoming.ts';
import { sendSpoilt } from './spoil.ts';

export interface Service {
  readonly world: World;
  readonly find: FindRoute;
  readonly log: CallLog;
  readonly faults: FaultBook;
  /** Ends every wait. */
  readonly stopping: AbortSignal;
  /** Who looks on; waited for at each moment of a call, and ends it by throwing. */
  witness?: Witness | undefined;
}

/** A call has come in and did nothing yet; or has taken effect, and its answer is not out yet. */
export type Moment = 'arrived' | 'applied';
export type Witness = (
  moment: Moment,
  call: Pick<Incoming, 'method' | 'path' | 'bodyText'>,
) => Promise<void> | void;

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
  await service.witness?.('arrived', incoming);
  const striking = service.faults.strike(incoming.method, incoming.path);
  const effects = striking.map(({ effect }) => effect);
  log.note(number, {
    credential: credential === undefined ? null : log.credential(credential),
    fault: effects.at(-1)?.kind ?? null,
  });
  await delay(effects, false, stopping);
  const final = striking.find(({ effect }) => effect.kind !== 'latency');
  const effect = final?.effect;
  if (final && effect?.kind === 'hang') return hang(final, response);
  if (effect?.kind === 'dropBefore') return drop(log, number, response);
  if (effect?.kind === 'doneLate') {
    response.socket?.destroy();
    await wait(effect.ms, undefined, { signal: stopping });
  }
  const outcome = effect === undefined ? undefined : instead(effect);
  const done = outcome && !outcome.after ? undefined : carryOut(service, incoming, number, effect);
  if (done) await service.witness?.('applied', incoming);
  await delay(effects, true, stopping);
  if (effect?.kind === 'dropAfter' || effect?.kind === 'doneLate') return drop(log, number, response);
  const answer = outcome?.answer ?? done;
  if (!answer) throw new Error('neither done nor refused');
  log.close(number, answer.status);
  if (effect?.kind === 'spoil') return sendSpoilt(response, answer, effect.how);
  send(response, answer, outcome?.headers ?? {});
}

function hang({ lifted }: Striking, response: ServerResponse): void {
  if (lifted.aborted) response.destroy();
  else lifted.addEventListener('abort', () => response.destroy(), { once: true });
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

interface Instead {
  readonly answer: Answer;
  readonly headers: Record<string, string>;
  /** The call takes effect all the same. */
  readonly after: boolean;
}

/** The answer that a fault puts in the place of the right one. */
function instead(effect: Effect): Instead | undefined {
  if (effect.kind === 'html') {
    return {
      answer: html('Secret Server - Login', effect.status),
      headers: {},
      after: effect.after ?? false,
    };
  }
  if (effect.kind !== 'status') return undefined;
  const { status, body, headers = {}, after = false } = effect;
  return { answer: typeof body === 'string' ? plain(body, status) : faultBody(status, body), headers, after };
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
  return incoming.place === 'api' ? spoken(answer, service.world.rude) : answer;
}

function send(response: ServerResponse, answer: Answer, headers: Record<string, string>): void {
  const type = answer.contentType === null ? {} : { 'Content-Type': answer.contentType };
  response.writeHead(answer.status, { ...type, 'Cache-Control': 'no-store', ...headers });
  response.end(answer.text);
}
