import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCursor, writeCursor } from './cursor.ts';

const signWith = (secret: string) => (text: string) =>
  createHmac('sha256', secret).update(text).digest('base64url');
const scope = {
  sign: signWith('s'),
  question: { filters: [{ source: ['warsaw'] }], order: 'asc' },
};
const key = { startedAt: '2024-03-01T08:00:00.000Z', id: 'warsaw:ż"1' };
const refused = expect.objectContaining({ code: 'request' });

test('a cursor leads back to its place', () => {
  expect(readCursor(writeCursor(key, scope), scope)).toEqual(key);
});

test('a cursor is good for its question and its key alone', () => {
  const cursor = writeCursor(key, scope);
  for (const other of [
    { ...scope, question: { filters: [{ source: ['gdansk'] }], order: 'asc' } },
    { ...scope, question: { ...scope.question, order: 'desc' } },
    { ...scope, sign: signWith('t') },
  ]) {
    expect(() => readCursor(cursor, other)).toThrow(refused);
  }
});

test('no other text is a cursor', () => {
  const cursor = writeCursor(key, scope);
  fc.assert(
    fc.property(
      fc.nat(cursor.length - 1),
      fc.string({ minLength: 1, maxLength: 3 }),
      (at, text) => {
        const changed = cursor.slice(0, at) + text + cursor.slice(at + 1);
        fc.pre(changed !== cursor);
        expect(() => readCursor(changed, scope)).toThrow(refused);
      },
    ),
  );
  for (const none of ['', '.', 'x', `${cursor}.`, `${cursor}x`, cursor.slice(0, -1)]) {
    expect(() => readCursor(none, scope)).toThrow(refused);
  }
});
