import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError, FastifyBaseLogger } from 'fastify';
import { problemType, toProblem } from './problem.ts';
import { RequestError } from './request-error.ts';

/** Answers what never became a request: heads that are broken, too long or too slow. */
export function refuseConnection(
  log: FastifyBaseLogger,
  error: ConnectionError,
  socket: Socket,
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const requestId = randomUUID();
  log.debug({ reqId: requestId, code: error.code }, 'a connection was refused');
  const problem = toProblem(refusals[error.code] ?? broken, requestId);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `content-type: ${problemType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroy();
}

const broken = new RequestError('request', { what: 'This is no request of HTTP' });

const refusals: Record<string, Error> = {
  ERR_HTTP_REQUEST_TIMEOUT: new RequestError('too-slow', {
    what: 'The request took too long to arrive',
  }),
  HPE_HEADER_OVERFLOW: Object.assign(new Error('The head of the request is too long'), {
    statusCode: 431,
  }),
};
