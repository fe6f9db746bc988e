import type { ServerResponse } from 'node:http';
import type { EventName, Events } from '../../main/ipc/contract.ts';
import type { EventHub } from '../events.ts';

const names: readonly EventName[] = ['status', 'job', 'activity', 'resyncUser'];
/** Finds out who has gone, and keeps the others from giving up. Milliseconds. */
const heartbeatMs = 15_000;
/** How soon a browser comes back. Milliseconds. */
const retryMs = 1_000;
const mostReaders = 32;
/** A reader that is so far behind is dropped: it comes back, and gets what is so by then. Bytes. */
const mostUnread = 1024 * 1024;

export interface EventStreams {
  /** Whether one more would be too many. */
  isFull(): boolean;
  /**
   * Sends events to one reader until it goes, `ended` is aborted, or the console closes. What is so comes first; to a
   * reader that comes back, what it has missed too.
   * @param lastSeen the Last-Event-ID header
   * @throws what the snapshot throws
   */
  open(response: ServerResponse, ended: AbortSignal, lastSeen?: string): Promise<void>;
  close(): void;
}

interface StreamDeps {
  readonly events: Pick<EventHub, 'on'>;
  /** What is so now. */
  readonly snapshot: () => Promise<Pick<Events, 'status' | 'job'>>;
  /** Called with each heartbeat: ends the sessions that are over their limits. */
  readonly onHeartbeat: () => void;
}

/** The events of the contract as server-sent events (HTML Living Standard, section 9.2). */
export function createEventStreams({ events, snapshot, onHeartbeat }: StreamDeps): EventStreams {
  // Numbers of another run mean nothing here.
  const run = Date.now().toString(36);
  let count = 0;
  const newest = new Map<EventName, { readonly number: number; readonly text: string }>();
  const readers = new Map<ServerResponse, (text: string) => void>();

  function textOf(name: EventName, value: unknown): string {
    count += 1;
    return `event: ${name}\nid: ${run}-${String(count)}\ndata: ${JSON.stringify(value)}\n\n`;
  }

  function tell(name: EventName, value: unknown): void {
    const text = textOf(name, value);
    newest.set(name, { number: count, text });
    for (const send of readers.values()) send(text);
  }

  /** A step of a resync is news and not a state: only a reader that was here before gets it late. */
  function missed(lastSeen = ''): string[] {
    const [, seenRun, number] = /^(\w+)-(\d{1,15})$/.exec(lastSeen) ?? [];
    const after = seenRun === run ? Number(number) : undefined;
    return (['activity', 'resyncUser'] as const).flatMap((name) => {
      const event = newest.get(name);
      const isNews = after === undefined ? name === 'activity' : event && event.number > after;
      return event && isNews ? [event.text] : [];
    });
  }

  const unlisten = names.map((name) => events.on(name, (value) => tell(name, value)));
  const heartbeat = setInterval(() => {
    onHeartbeat();
    for (const send of readers.values()) send(': alive\n\n');
  }, heartbeatMs);
  heartbeat.unref();

  return {
    isFull: () => readers.size >= mostReaders,
    async open(response, ended, lastSeen) {
      const waiting: string[] = [];
      const end = (): void => {
        readers.delete(response);
        response.end();
      };
      readers.set(response, (text) => void waiting.push(text));
      ended.addEventListener('abort', end);
      response.once('close', () => {
        readers.delete(response);
        ended.removeEventListener('abort', end);
      });
      const { status, job } = await snapshot();
      if (!readers.has(response)) return; // gone, or ended, meanwhile
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      const send = (text: string): void => {
        response.write(text);
        if (response.writableLength > mostUnread) response.destroy();
      };
      readers.set(response, send);
      const first = [textOf('status', status), textOf('job', job), ...missed(lastSeen)];
      // What was told meanwhile is as new as the snapshot, or newer.
      for (const text of [`retry: ${String(retryMs)}\n\n`, ...first, ...waiting]) send(text);
    },
    close() {
      clearInterval(heartbeat);
      for (const stop of unlisten) stop();
      for (const response of readers.keys()) response.end();
      readers.clear();
    },
  };
}
