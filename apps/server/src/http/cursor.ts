import { type CallKey, canonicalText, instantSchema } from '@cdr/core';
import { z } from 'zod';
import { RequestError } from './request-error.ts';

/** Signs texts so that nobody else can. */
type Sign = (text: string) => string;

/** What a cursor goes on with: it is good for the same question of the same key alone. */
export interface CursorScope {
  sign: Sign;
  /** Everything that decides which rows there are and in which order. */
  question: unknown;
}

const placeSchema = z.tuple([instantSchema, z.string()]);

/** The place behind a call, as text that tells clients nothing and that they can't make themselves. */
export function writeCursor({ startedAt, id }: CallKey, scope: CursorScope): string {
  const place = Buffer.from(JSON.stringify([startedAt, id])).toString('base64url');
  return `${place}.${signatureOf(place, scope)}`;
}

/**
 * The place that a cursor means. Throws `RequestError` for one that was made up or changed, and for
 * one of another question or another key.
 */
export function readCursor(cursor: string, scope: CursorScope): CallKey {
  const [place = '', signature = '', ...more] = cursor.split('.');
  if (more.length === 0 && signature === signatureOf(place, scope)) {
    const [startedAt, id] = placeSchema.parse(
      JSON.parse(Buffer.from(place, 'base64url').toString()),
    );
    return { startedAt, id };
  }
  throw new RequestError('request', {
    what: 'The cursor is none that was given out for this question',
    todo: 'Ask again without it, and follow "next" from there',
  });
}

function signatureOf(place: string, { sign, question }: CursorScope): string {
  return sign(`cursor ${place} ${canonicalText(question)}`);
}
