import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import type { Spoiling } from '../faults.ts';
import { json, type Answer } from './answer.ts';

const PAUSE_MS = 5;
const PIECES = 8;

/** Sends an answer that was right, spoilt. */
export async function sendSpoilt(response: ServerResponse, answer: Answer, how: Spoiling): Promise<void> {
  const { status, contentType, text } = answer;
  const half = text.slice(0, Math.floor(text.length / 2));
  const type = contentType === null ? {} : { 'Content-Type': contentType };
  switch (how) {
    case 'untyped':
      response.writeHead(status).end(text);
      return;
    case 'empty':
      response.writeHead(status, type).end();
      return;
    case 'other-json':
      return sendWhole(response, json({ done: true, records: 'none' }, status));
    case 'half-json':
      response.writeHead(status, type).end(half);
      return;
    case 'unsuccessful':
      return sendWhole(response, json({ success: false, message: 'The request was not completed.' }, status));
    case 'cut':
      response.writeHead(status, { ...type, 'Content-Length': Buffer.byteLength(text) + 1 });
      response.write(half, () => response.destroy());
      return;
    case 'drip':
      response.writeHead(status, type);
      for (let piece = 0; piece < PIECES; piece += 1) {
        response.write(text.slice((text.length * piece) / PIECES, (text.length * (piece + 1)) / PIECES));
        await wait(PAUSE_MS);
      }
      response.end();
      return;
    case 'reset':
      response.once('finish', () => response.socket?.resetAndDestroy());
      return sendWhole(response, answer);
  }
}

function sendWhole(response: ServerResponse, { status, contentType, text }: Answer): void {
  response.writeHead(status, contentType === null ? {} : { 'Content-Type': contentType }).end(text);
}
