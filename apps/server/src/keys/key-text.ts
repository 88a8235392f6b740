import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** The id of the key that a server gives to commands on its machine for as long as it runs. */
export const localKeyId = '0'.repeat(16);

/** A key as its holder has it, taken apart. */
export interface KeyText {
  /** By which the stored key is found. */
  id: string;
  /** 256 random bits, which no store ever sees. */
  secret: string;
}

/** What a store keeps of a key's secret. */
export interface KeyDigest {
  salt: string;
  hash: string;
}

/** Makes a key of random bits: `cdr_ID_SECRET`. */
export function createKeyText(
  id: string = randomBytes(8).toString('hex'),
): KeyText & { text: string } {
  const secret = randomBytes(32).toString('base64url');
  return { id, secret, text: `cdr_${id}_${secret}` };
}

/** Takes a key apart; `null` for a text that is none. */
export function parseKeyText(text: string): KeyText | null {
  const [, id, secret] = /^cdr_([0-9a-f]{16})_([\w-]{43})$/.exec(text) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}

/**
 * What is stored of a secret. A fast hash is enough: nobody goes through 256 random bits, which is
 * what slow hashes of passwords are for.
 */
export function digestSecret(secret: string): KeyDigest {
  const salt = randomBytes(16).toString('base64url');
  return { salt, hash: hashSecret(secret, salt).toString('base64url') };
}

/** Whether the secret is the one of the digest; takes as long when it isn't. */
export function isSecretOf(secret: string, { salt, hash }: KeyDigest): boolean {
  const stored = Buffer.from(hash, 'base64url');
  const given = hashSecret(secret, salt);
  return stored.length === given.length && timingSafeEqual(given, stored);
}

/** Signs a text with what is stored of a secret, which its holder doesn't know. */
export function signFor({ salt, hash }: KeyDigest, text: string): string {
  return createHmac('sha256', `${salt} ${hash}`).update(text).digest('base64url');
}

function hashSecret(secret: string, salt: string): Buffer {
  return createHmac('sha256', salt).update(secret).digest();
}
