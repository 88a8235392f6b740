import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toEpochMs } from '../time/instant.ts';
import type { Call } from './call.ts';
import type { CallFilter } from './call-source.ts';
import { compareCallKeys, matchesCall, numberDigits } from './match-call.ts';
import { createCallFields, unknownParty } from './unknown-call.ts';

const startedAt = '2026-01-05T10:00:00.000Z';
const call: Call = {
  id: 'warsaw:1',
  source: 'warsaw',
  provider: 'thulium',
  ...createCallFields({
    vendorId: 'e4baaa94',
    startedAt,
    timePrecision: 'second',
    timeZone: 'Europe/Warsaw',
    direction: 'inbound',
    disposition: 'answered',
    from: { ...unknownParty, number: '48 (22) 123-45-67', e164: '+48221234567' },
    to: { ...unknownParty, number: 'anonymous' },
    agents: [
      { id: '7', name: 'Ćma', login: 'cma', extension: '107' },
      { id: null, name: null, login: null, extension: '108' },
    ],
    queue: { id: '34', name: 'Sprzedaż' },
    tags: [{ id: null, name: 'VIP', color: null }],
  }),
};

describe('matchesCall', () => {
  it.each<[string, CallFilter, boolean]>([
    ['no condition', {}, true],
    ['its id', { id: ['oslo:1', 'warsaw:1'] }, true],
    ["the vendor's id", { id: ['e4baaa94'] }, true],
    ['the id of another source', { id: ['oslo:1'] }, false],
    ['its source among others', { source: ['oslo', 'warsaw'] }, true],
    ['no source at all', { source: [] }, false],
    ['the first instant', { from: toEpochMs(startedAt) }, true],
    ['the instant of the end', { to: toEpochMs(startedAt) }, false],
    ['an instant before the end', { to: toEpochMs(startedAt) + 1 }, true],
    ['another direction', { direction: ['outbound'] }, false],
    ['its disposition', { disposition: ['answered'] }, true],
    ['another kind', { kind: ['sms'] }, false],
    ['the number, written otherwise', { number: ['48221234567'] }, true],
    ['the e164', { number: ['+48 22 123 45 67'] }, true],
    ['a part of the number', { number: ['1234567'] }, false],
    ['a number without digits, which names no number', { number: ['anonymous'] }, false],
    ['a plus alone', { number: ['+'] }, false],
    ['no number', { number: [''] }, false],
    ['an agent by id', { agent: ['7'] }, true],
    ['an agent by login', { agent: ['cma'] }, true],
    ['an agent by name in another case', { agent: ['ćMA'] }, true],
    ['the second agent by extension', { agent: ['108'] }, true],
    ['a login in another case', { agent: ['CMA'] }, false],
    ['a queue by id', { queue: ['34'] }, true],
    ['a queue by name in another case', { queue: ['SPRZEDAŻ'] }, true],
    ['a tag by name', { tag: ['vip'] }, true],
    ['another tag', { tag: ['gold'] }, false],
    ['no recording', { recorded: true }, false],
    ['one condition of two', { tag: ['vip'], queue: ['35'] }, false],
  ])('with %s', (_, filter, expected) => {
    expect(matchesCall(call, filter)).toBe(expected);
  });

  it.each([
    ['a name', { ref: 'a.wav', url: null, downloadUrl: null }, true],
    ['an address', { ref: null, url: null, downloadUrl: 'https://a.test/a' }, true],
    ['nothing', { ref: null, url: null, downloadUrl: null }, false],
  ])('with a recording of which %s is known', (_, recording, expected) => {
    expect(matchesCall({ ...call, recording }, { recorded: true })).toBe(expected);
  });

  it('never takes a call without queue, agents and tags for a named one', () => {
    const bare: Call = { ...call, queue: null, agents: [], tags: [] };
    expect(matchesCall(bare, { queue: [''] })).toBe(false);
    expect(matchesCall(bare, { agent: [''] })).toBe(false);
    expect(matchesCall(bare, { tag: [''] })).toBe(false);
  });
});

describe('numberDigits', () => {
  it.each([
    ['+48 22 123-45-67', '+48221234567'],
    [' +1 (555) 0100', '+15550100'],
    ['00 46 72', '004672'],
    ['12+34', '1234'],
    ['anonymous', ''],
  ])('reads %j as %j', (number, digits) => {
    expect(numberDigits(number)).toBe(digits);
  });
});

describe('compareCallKeys', () => {
  const key = fc.record({
    startedAt: fc.constantFrom('2026-01-05T10:00:00.000Z', '2026-01-05T10:00:00.001Z'),
    id: fc.string({ unit: 'binary', maxLength: 4 }),
  });

  it('orders by start, then by the UTF-8 bytes of the id', () => {
    const encoder = new TextEncoder();
    const bytes = (text: string) =>
      [...encoder.encode(text)].map((byte) => String.fromCharCode(byte)).join('');
    fc.assert(
      fc.property(key, key, (a, b) => {
        const [left, right] = [a, b].map(({ startedAt: at, id }) => at + bytes(id));
        const expected = left === right ? 0 : (left ?? '') < (right ?? '') ? -1 : 1;
        expect(Math.sign(compareCallKeys(a, b))).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('puts characters beyond the basic plane behind those at its end', () => {
    const [low, high] = ['\u{FFFD}', '\u{1F600}'].map((id) => ({ startedAt, id }));
    expect(compareCallKeys(low ?? call, high ?? call)).toBeLessThan(0);
  });
});
