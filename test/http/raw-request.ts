import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** One request with exactly these headers, on a connection of its own: fetch sets and forbids some itself. */
export async function rawRequest(
  url: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, resolve);
    sent.once('error', reject);
    sent.end(body);
  });
  const whole = await text(response);
  return {
    status: response.statusCode,
    headers: response.headers,
    text: whole,
    body: whole === '' ? undefined : JSON.parse(whole),
  };
}
