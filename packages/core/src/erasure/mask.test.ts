import { describe, expect, it } from 'vitest';
import type { CallFields } from '../call/call.ts';
import { createCallFields, unknownParty } from '../call/unknown-call.ts';
import { unknownStatisticValues } from '../statistic/statistic.ts';
import type { ErasedNumbers } from './erased-numbers.ts';
import { isTheirs, maskCall } from './mask-call.ts';
import { maskNote } from './mask-note.ts';
import { maskStatistic } from './mask-statistic.ts';

const erased: ErasedNumbers = {
  isNumber: (text) => text === '4711' || (text?.includes('221234567') ?? false),
  isIn: (text) => text?.includes('221234567') ?? false,
};
const party = (number: string) => ({ ...unknownParty, number, type: 'person' as const });

function call(known: Partial<CallFields>): CallFields {
  return createCallFields({
    startedAt: '2024-03-01T08:00:00.000Z',
    timePrecision: 'second',
    timeZone: 'UTC',
    vendorId: '7',
    durationMs: 1000,
    from: party('1'),
    to: party('2'),
    agents: [{ id: '5', name: 'Anna', login: 'anna', extension: '101' }],
    tags: [{ id: '1', name: 'good', color: null }],
    ticketId: '9',
    noteCount: 2,
    smsText: 'hello',
    recording: { ref: 'r', url: null, downloadUrl: null },
    ...known,
  });
}

describe('maskCall', () => {
  it('leaves the calls of others alone', () => {
    const row = { call: call({}), raw: '{"a":"4711"}' };
    expect(maskCall(row, erased)).toBe(row);
    expect(isTheirs(row.call, erased)).toBe(false);
  });

  it.each([
    ['that they made', { from: { ...party('0221'), e164: '+48221234567', name: 'Jan', ref: '3' } }],
    ['with a short number', { from: party('4711') }],
  ])('leaves of a call %s that it took place, when, and with whom else', (_, known) => {
    const row = { call: call(known), raw: '{}' };
    expect(maskCall(row, erased)).toEqual({
      raw: null,
      call: {
        ...row.call,
        from: { ...unknownParty, type: 'person' },
        ...{ recording: null, customerId: null, ticketId: null, smsText: null, noteCount: null },
      },
    });
  });

  it('knows them on either side, as agents, and where a call went', () => {
    const agent = { id: '5', name: 'Jan', login: null, extension: '4711' };
    for (const known of [
      { to: party('221234567') },
      { agents: [agent] },
      { transferredTo: '4711' },
      { destination: 'queue 221234567' },
    ]) {
      const own = call(known);
      expect(isTheirs(own, erased)).toBe(true);
      const text = JSON.stringify(maskCall({ call: own, raw: 'x' }, erased));
      for (const gone of ['221234567', '4711', 'Jan', 'hello']) expect(text).not.toContain(gone);
    }
  });

  it('takes the number alone out of the calls of others', () => {
    const named = call({
      group: 'for 221234567',
      tags: [
        { id: '1', name: 'good', color: null },
        { id: '2', name: 'call 221234567', color: null },
      ],
    });
    const row = { call: named, raw: '{"note":"221234567"}' };
    const tags = [{ id: '1', name: 'good', color: null }];
    expect(maskCall(row, erased)).toEqual({ raw: null, call: { ...named, group: null, tags } });
  });

  it('makes no difference a second time', () => {
    const once = maskCall({ call: call({ to: party('221234567') }), raw: 'x' }, erased);
    expect(maskCall(once, erased)).toBe(once);
  });
});

describe('maskNote', () => {
  const flags = { createdAt: null, pinned: null, edited: null, deleted: null };
  const note = { ...flags, text: 'hi', author: { id: '1', name: 'Anna' }, files: [] };

  it('empties a note that names the number, and no other', () => {
    const row = { note: { ...note, text: 'call 221234567' }, raw: 'x' };
    const author = { id: null, name: null };
    expect(maskNote(row, erased)).toEqual({ raw: null, note: { ...note, text: null, author } });
    const other = { note, raw: 'x' };
    expect(maskNote(other, erased)).toBe(other);
  });
});

describe('maskStatistic', () => {
  const statistic = {
    agent: { id: '5', name: 'Anna' },
    extension: { id: 'x', number: '101' },
    interval: {
      unit: 'day' as const,
      ...{ from: '2024-03-01T00:00:00.000Z', to: '2024-03-02T00:00:00.000Z', timeZone: 'UTC' },
    },
    values: { ...unknownStatisticValues, inboundCalls: 3 },
    derived: [],
  };

  it('keeps the sums, and forgets whom they are about', () => {
    const own = { ...statistic, extension: { id: 'x', number: '4711' } };
    expect(maskStatistic({ statistic: own, raw: 'x' }, erased)).toEqual({
      raw: null,
      statistic: {
        ...own,
        agent: { id: null, name: null },
        extension: { id: null, number: null },
      },
    });
  });

  it('forgets the vendor’s words alone where they alone name the number', () => {
    expect(maskStatistic({ statistic, raw: '221234567' }, erased)).toEqual({
      statistic,
      raw: null,
    });
    const row = { statistic, raw: 'x' };
    expect(maskStatistic(row, erased)).toBe(row);
  });
});
