import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

type OnRequest = (what: 'received' | 'answered', socket: Socket) => void;

const listeners = new Map<number, OnRequest>();
let subscribed = false;

/**
 * Calls back for every request that a server of this process takes in at this port, and when its answer is out.
 * @returns ends it.
 */
export function watchRequests(port: number, onRequest: OnRequest): () => void {
  if (!subscribed) {
    subscribed = true;
    tellOf('http.server.request.start', 'received');
    tellOf('http.server.response.finish', 'answered');
  }
  listeners.set(port, onRequest);
  return () => void listeners.delete(port);
}

function tellOf(channel: string, what: 'received' | 'answered'): void {
  subscribe(channel, (message) => {
    const { socket } = message as { socket: Socket }; // as Node documents these channels
    listeners.get(socket.localPort ?? 0)?.(what, socket);
  });
}
