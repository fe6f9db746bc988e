import { Agent, request } from 'undici';
import type { EventName, Events } from '../../main/ipc/contract.ts';
import { readAddress } from './address.ts';

/** A host that runs answers at once. Milliseconds. */
const answerMs = 5_000;
/** It sends a heartbeat every 15 s. Milliseconds. */
const silenceMs = 45_000;

/** Tells one event of the host. */
export type Tell = <N extends EventName>(name: N, value: Events[N]) => void;

/**
 * Listens to the host that runs on this data folder: what is so comes first, then every change.
 * Resolves when the host ends the stream, goes away, or falls silent; rejects when it cannot be reached, or `signal` is aborted.
 */
export async function followEvents(dataDir: string, tell: Tell, signal: AbortSignal): Promise<void> {
  const address = await readAddress(dataDir);
  if (!address) throw new Error('no host left its address here');
  const agent = new Agent({
    connect: { timeout: answerMs },
    headersTimeout: answerMs,
    bodyTimeout: silenceMs,
  });
  try {
    const answer = await request(`${address.url}/api/events`, {
      dispatcher: agent,
      headers: { Authorization: `Bearer ${address.key}`, Accept: 'text/event-stream' },
      signal,
    });
    if (answer.statusCode !== 200) throw new Error(`events were answered ${String(answer.statusCode)}`);
    let unread = '';
    for await (const chunk of answer.body.setEncoding('utf8') as AsyncIterable<string>) {
      const blocks = (unread + chunk).split('\n\n');
      unread = blocks.pop() ?? '';
      for (const block of blocks) tellBlock(block, tell);
    }
  } finally {
    await agent.destroy();
  }
}

/** One server-sent event, as our own console writes it; comments and retry times say nothing. */
function tellBlock(block: string, tell: Tell): void {
  const [, name] = /^event: (\w+)$/m.exec(block) ?? [];
  const [, data] = /^data: (.*)$/m.exec(block) ?? [];
  // A process of ours wrote it under the same contract.
  if (name !== undefined && data !== undefined) tell(name as EventName, JSON.parse(data));
}
