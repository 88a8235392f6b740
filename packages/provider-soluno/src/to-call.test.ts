import { readFileSync } from 'node:fs';
import type { CallFields } from '@cdr/core';
import { parseRows } from '@cdr/provider-kit';
import { describe, expect, it } from 'vitest';
import soluno from './index.ts';

const settings = {
  source: 'stockholm',
  timeZone: 'Europe/Stockholm',
  country: 'SE',
  extensions: null,
};
const options = soluno.options.parse({ token: 't' });
const mapper = soluno.createMapper(options, settings);
const sample = parseRows(
  readFileSync(new URL('./__fixtures__/documented-history.json', import.meta.url), 'utf8'),
);
const start = '2017-01-04T16:16:04.274+01:00';

function mapRow(row: Record<string, unknown>, extensions: string | null = null) {
  const mapped = soluno.createMapper(options, { ...settings, extensions })({ start, ...row }, '');
  if (!mapped.ok) throw new Error(mapped.reason);
  return mapped;
}

function map(row: Record<string, unknown>, extensions: string | null = null): CallFields {
  return mapRow(row, extensions).call;
}

function reasonOf(row: unknown): string | null {
  const mapped = mapper(row, '');
  return mapped.ok ? null : mapped.reason;
}

describe("the documents' sample", () => {
  it('maps field by field', () => {
    expect(mapper(sample.rows[0], '')).toEqual({
      ok: true,
      key: JSON.stringify(['+4672111111', Date.parse(start), '622', '+4672555555']),
      call: {
        vendorId: null,
        groupId: null,
        kind: 'call',
        direction: 'inbound',
        disposition: 'answered',
        missedReason: null,
        startedAt: '2017-01-04T15:16:04.274Z',
        queuedAt: '2017-01-04T15:16:10.279Z',
        answeredAt: '2017-01-04T15:16:10.279Z',
        endedAt: '2017-01-04T15:17:31.164Z',
        timePrecision: 'millisecond',
        timeZone: 'Europe/Stockholm',
        timeAmbiguous: false,
        durationMs: 86_890,
        waitMs: 6005,
        talkMs: 80_885,
        holdMs: null,
        billedMs: null,
        from: { number: '+4672111111', e164: null, name: null, type: 'unknown', ref: null },
        to: { number: '+4672555555', e164: null, name: null, type: 'unknown', ref: null },
        agents: [],
        queue: { id: '622', name: null },
        group: null,
        service: null,
        trunk: null,
        disconnectedBy: null,
        transferredTo: null,
        recording: null,
        customerId: null,
        ticketId: null,
        topicId: null,
        campaignId: null,
        tags: [],
        rating: null,
        destination: null,
        smsText: null,
        cost: null,
        noteCount: null,
        derived: ['direction', 'durationMs', 'waitMs', 'talkMs'],
      },
    });
  });

  it('has a row with a callee who did not answer, and one whose group did not take it', () => {
    const calls = sample.rows.map((row) => {
      const mapped = mapper(row, '');
      if (!mapped.ok) throw new Error(mapped.reason);
      return mapped.call;
    });
    expect(calls[1]).toMatchObject({
      disposition: 'no-answer',
      missedReason: 'unknown',
      queuedAt: '2017-01-04T15:16:10.279Z',
      answeredAt: null,
      waitMs: null,
      talkMs: null,
      durationMs: 30_574,
      to: { number: '+4672777777' },
    });
    expect(calls[2]).toMatchObject({
      disposition: 'no-answer',
      queue: { id: '800' },
      queuedAt: null,
    });
  });

  it('has two rows of one start and one stop that are told apart', () => {
    const keys = sample.rows.map((row) => {
      const mapped = mapper(row, '');
      return mapped.ok ? mapped.key : null;
    });
    expect(new Set(keys).size).toBe(3);
  });
});

describe('what is absent', () => {
  const absent = { callerNo: null, receivingNo: null, calleeNo: null };

  it.each([[null], ['null'], [''], [undefined]])('is null when it is written %j', (none) => {
    const row = {
      callerNo: none,
      receivingNo: none,
      received: none,
      calleeNo: none,
      calleeAnswered: none,
      stop: none,
    };
    expect(mapRow(row)).toEqual(mapRow(absent));
    expect(map(row)).toMatchObject({
      disposition: 'no-answer',
      direction: 'unknown',
      queue: null,
      queuedAt: null,
      answeredAt: null,
      endedAt: null,
      durationMs: null,
      derived: [],
    });
  });
});

describe('the key', () => {
  const row = { callerNo: '+46721', receivingNo: '622', calleeNo: '101' };

  it('holds what never changes, and nothing that is filled in later', () => {
    const { key } = mapRow({ ...row, received: null, calleeAnswered: null, stop: null });
    const later = '2017-01-04T16:17:00.000+01:00';
    expect(mapRow({ ...row, received: later, calleeAnswered: later, stop: later }).key).toBe(key);
  });

  it('knows a start by its instant, however it is written', () => {
    const { key } = mapRow(row);
    expect(mapRow({ ...row, start: '2017-01-04T15:16:04.274Z' }).key).toBe(key);
    expect(mapRow({ ...row, start: '2017-01-04T15:16:04.2740+00:00' }).key).toBe(key);
    expect(mapRow({ ...row, start: '2017-01-04T15:16:04.275Z' }).key).not.toBe(key);
  });

  it('does not mind numbers that are written as numbers', () => {
    expect(mapRow({ ...row, receivingNo: 622, calleeNo: 101 }).key).toBe(mapRow(row).key);
  });

  it('never mixes one field up with the next', () => {
    expect(mapRow({ callerNo: '1', receivingNo: '23' }).key).not.toBe(
      mapRow({ callerNo: '12', receivingNo: '3' }).key,
    );
    expect(mapRow({ callerNo: '1","2' }).key).not.toBe(
      mapRow({ callerNo: '1', receivingNo: '2' }).key,
    );
    expect(mapRow({ callerNo: '1' }).key).not.toBe(mapRow({ calleeNo: '1' }).key);
  });
});

describe('the direction', () => {
  const outside = '+46701234567';

  it.each([
    ['101', '', '102', 'internal'],
    ['101', '622', '102', 'internal'],
    ['101', '622', outside, 'internal'],
    ['101', '622', '', 'internal'],
    ['101', '', outside, 'outbound'],
    [outside, '', '101', 'inbound'],
    [outside, '622', '101', 'inbound'],
    [outside, '622', outside, 'inbound'],
    [outside, '622', '', 'inbound'],
    ['', '622', '', 'inbound'],
    ['', '', '101', 'inbound'],
    [outside, '', outside, 'unknown'],
    [outside, '', '', 'unknown'],
    ['', '', outside, 'unknown'],
    ['101', '', '', 'unknown'],
    ['', '', '', 'unknown'],
  ])('from %j through %j to %j is %s', (callerNo, receivingNo, calleeNo, direction) => {
    const call = map({ callerNo, receivingNo, calleeNo });
    expect(call.direction).toBe(direction);
    expect(call.derived.includes('direction')).toBe(direction !== 'unknown');
  });
});

describe('extensions', () => {
  it.each(['10', '101', '12345'])('are short numbers such as %s', (number) => {
    expect(map({ calleeNo: number }).to.type).toBe('extension');
  });

  it.each(['1', '123456', '+46101', '+4610', 'anna', '1 01'])('are not such as %s', (number) => {
    expect(map({ calleeNo: number }).to.type).toBe('unknown');
  });

  it('are what config says, by the whole number', () => {
    const shape = '7\\d{5}|reception';
    expect(map({ callerNo: '+46701234567', calleeNo: '712345' }, shape).direction).toBe('inbound');
    expect(map({ calleeNo: 'reception' }, shape).to.type).toBe('extension');
    expect(map({ calleeNo: '+46712345' }, shape).to.type).toBe('unknown');
    expect(map({ calleeNo: '101' }, shape).to.type).toBe('unknown');
  });

  it('are refused when config says no regular expression', () => {
    expect(() => soluno.createMapper(options, { ...settings, extensions: '[' })).toThrow(
      'extensions: "[" is no regular expression',
    );
  });
});

describe('the agents', () => {
  const at = (extension: string) => ({ id: null, name: null, login: null, extension });
  const outside = '+46701234567';

  it.each([
    [outside, '101', [at('101')]],
    ['101', outside, [at('101')]],
    ['101', '102', [at('102'), at('101')]],
    [outside, outside, []],
    ['', '', []],
  ])('from %j to %j are the extensions, who was called first', (callerNo, calleeNo, agents) => {
    const call = map({ callerNo, calleeNo });
    expect(call.agents).toEqual(agents);
    expect(call.derived.includes('agents')).toBe(agents.length > 0);
  });

  it('are told although nobody answered', () => {
    const call = map({ callerNo: outside, receivingNo: '622', calleeNo: '101' });
    expect(call.disposition).toBe('no-answer');
    expect(call.agents).toEqual([at('101')]);
  });
});

describe('times', () => {
  it('are read with their own offset, in any of the forms of RFC 3339', () => {
    expect(map({ start: '2024-10-27T02:30:00.000+02:00' }).startedAt).toBe(
      '2024-10-27T00:30:00.000Z',
    );
    expect(map({ start: '2024-10-27T02:30:00.000+01:00' }).startedAt).toBe(
      '2024-10-27T01:30:00.000Z',
    );
    expect(map({ start: '2024-10-27T01:30:00Z' }).startedAt).toBe('2024-10-27T01:30:00.000Z');
    expect(map({ start: '2024-10-27T02:30:00+01:00' }).timeAmbiguous).toBe(false);
  });

  it('that ran backwards are kept, and give no spans', () => {
    const call = map({
      calleeAnswered: '2017-01-04T16:16:04.000+01:00',
      stop: '2017-01-04T16:16:03.000+01:00',
    });
    expect(call).toMatchObject({
      disposition: 'answered',
      answeredAt: '2017-01-04T15:16:04.000Z',
      endedAt: '2017-01-04T15:16:03.000Z',
      durationMs: null,
      waitMs: null,
      talkMs: null,
    });
  });

  it('of an answer before the group took it are kept', () => {
    const call = map({
      receivingNo: '622',
      received: '2017-01-04T16:16:11.000+01:00',
      calleeAnswered: '2017-01-04T16:16:10.000+01:00',
    });
    expect(call.queuedAt).toBe('2017-01-04T15:16:11.000Z');
    expect(call.answeredAt).toBe('2017-01-04T15:16:10.000Z');
  });
});

describe('rows that are no calls', () => {
  it.each([
    ['text', 'expected object'],
    [{}, 'start'],
    [{ start: null }, 'start'],
    [{ start: 'null' }, 'start: no time'],
    [{ start: '' }, 'start: no time'],
    [{ start: 'yesterday' }, 'start: no time'],
    [{ start: '2017-01-04T16:16:04.274' }, 'start: no time'],
    [{ start: '2017-02-30T16:16:04.274+01:00' }, 'start: no time'],
    [{ start, received: 'later' }, 'received: no time'],
    [{ start, calleeAnswered: 'yes' }, 'calleeAnswered: no time'],
    [{ start, stop: '17:00' }, 'stop: no time'],
    [{ start, stop: 5 }, 'stop'],
    [{ start, callerNo: {} }, 'callerNo'],
  ])('%j is rejected with its reason', (row, reason) => {
    expect(reasonOf(row)).toContain(reason);
  });
});
