import { TransportError } from '@cdr/core';
import { createFailure, type Failure } from './failure.ts';
import type { Redactor } from './redactor.ts';

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection broken',
  EPIPE: 'connection broken',
  UND_ERR_SOCKET: 'connection broken',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name look-up failed',
  ETIMEDOUT: 'connecting took too long',
  UND_ERR_CONNECT_TIMEOUT: 'connecting took too long',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'answer stalled',
  Z_BUF_ERROR: 'answer cut off',
  Z_DATA_ERROR: 'answer garbled',
};

const certificateCode = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ERR_TLS|ERR_SSL/;

/** What `fetch` or a broken body threw, as an error without addresses, headers and bodies. */
export function toTransportFailure(thrown: unknown, where: string, redact: Redactor): Failure {
  const chain = causesOf(thrown);
  const code = chain.map(codeOf).find((found) => found !== null) ?? null;
  const suffix = code === null ? '' : ` (${code})`;
  const isUntrusted = certificateCode.test(suffix);
  const known = isUntrusted ? 'certificate not accepted' : reasons[code ?? ''];
  const reason = `${known ?? 'connection failed'}${suffix}`;
  const error = new TransportError({
    what: `No complete answer: ${reason}`,
    where,
    todo: isUntrusted
      ? 'Check the address, and the certificates that Node trusts (NODE_EXTRA_CA_CERTS)'
      : 'Check the address and the network',
    cause: toPlainError(chain.at(-1), code, redact),
    retryable: !isUntrusted,
  });
  return createFailure(error, reason);
}

function causesOf(thrown: unknown): Error[] {
  const chain: Error[] = [];
  for (let error = thrown; error instanceof Error && chain.length < 8; error = error.cause) {
    chain.push(error);
  }
  return chain;
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** The originals carry requests with their headers, sockets and pieces of bodies. */
function toPlainError(error: Error | undefined, code: string | null, redact: Redactor): Error {
  const plain = new Error(redact(error?.message ?? 'unknown'));
  return code === null ? plain : Object.assign(plain, { code });
}
