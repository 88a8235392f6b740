import { createHmac } from 'node:crypto';

/**
 * The header `cdr-signature`: when it was signed, in seconds since 1970, and an HMAC-SHA-256 of that
 * and the body: `t=1740823200,v1=…`. Receivers refuse times that lie far from now, so that nobody sends
 * again what he once saw.
 */
export function signMessage(secret: string, body: string, atSeconds: number): string {
  const mac = createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex');
  return `t=${atSeconds},v1=${mac}`;
}
