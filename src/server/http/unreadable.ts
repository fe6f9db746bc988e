import type { Duplex } from 'node:stream';
import type { ScimError } from '../scim/errors.ts';
import { rejections } from './rejections.ts';

/**
 * The answer to what is no HTTP request, does not come in whole, or has more in its headers than is read: a SCIM error
 * here too, as a client shows its admin nothing else. The connection ends with it.
 */
export function answerUnreadable(fault: NodeJS.ErrnoException, socket: Duplex): void {
  if (fault.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { reason, error } = causes[fault.code ?? ''] ?? unreadable;
  const body = JSON.stringify(error.body());
  const head = [
    `HTTP/1.1 ${String(error.status)} ${reason}`,
    'Content-Type: application/scim+json; charset=utf-8',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

interface Cause {
  readonly reason: string;
  readonly error: ScimError;
}

const causes: Readonly<Record<string, Cause>> = {
  HPE_HEADER_OVERFLOW: { reason: 'Request Header Fields Too Large', error: rejections.headers() },
  ERR_HTTP_REQUEST_TIMEOUT: { reason: 'Request Timeout', error: rejections.slow() },
};

const unreadable: Cause = { reason: 'Bad Request', error: rejections.noHttp() };
