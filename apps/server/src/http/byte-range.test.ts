import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutRange, readRange } from './byte-range.ts';

describe('a Range header', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['bytes=-', null],
    ['bytes=0-1,4-5', null],
    ['lines=0-1', null],
    ['bytes=5-2', null],
    ['bytes=0-', { first: 0, last: 9 }],
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=3-5', { first: 3, last: 5 }],
    ['bytes=3-500', { first: 3, last: 9 }],
    ['bytes=9-', { first: 9, last: 9 }],
    ['bytes=-3', { first: 7, last: 9 }],
    ['bytes=-300', { first: 0, last: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
  ])('%j of ten bytes means %j', (header, range) => {
    expect(readRange(header, 10)).toEqual(range);
  });

  it('of nothing finds nothing', () => {
    expect(readRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(readRange('bytes=-1', 0)).toBe('unsatisfiable');
  });
});

it('cuts any range out of any pieces, and reads no further', async () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 5 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(pieces, fc.nat(20), fc.nat(20), async (parts, a, b) => {
      const range = { first: Math.min(a, b), last: Math.max(a, b) };
      const whole = Buffer.concat(parts);
      let given = 0;
      const body = (async function* () {
        for (const part of parts) {
          given += part.byteLength;
          yield part;
        }
      })();
      const cut: Uint8Array[] = [];
      for await (const piece of cutRange(body, range)) cut.push(piece);
      expect(Buffer.concat(cut)).toEqual(whole.subarray(range.first, range.last + 1));
      expect(given).toBeLessThanOrEqual(Math.max(range.last + 5, 5));
    }),
  );
});
