import type { Duplex } from 'node:stream';
import { rejections } from './rejections.ts';

/**
 * The answer to what is no HTTP request, or has more in its headers than is read: a SCIM error here too, as a client
 * shows its admin nothing else. The connection ends with it.
 */
export function answerUnreadable(fault: NodeJS.ErrnoException, socket: Duplex): void {
  if (fault.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, reason, error } = fault.code === 'HPE_HEADER_OVERFLOW' ? tooLong : unreadable;
  const body = JSON.stringify(error.body());
  const head = [
    `HTTP/1.1 ${String(status)} ${reason}`,
    'Content-Type: application/scim+json; charset=utf-8',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const tooLong = {
  status: 431,
  reason: 'Request Header Fields Too Large',
  error: rejections.headers(),
};

const unreadable = {
  status: 400,
  reason: 'Bad Request',
  error: rejections.noHttp(),
};
