import type { CallFields } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import asterisk from './index.ts';

const settings = {
  source: 'office',
  timeZone: 'Europe/Stockholm',
  country: 'SE',
  extensions: null,
};
const start = '2025-05-14 11:00:00';

function mapRow(row: unknown, options: Record<string, unknown> = {}) {
  return asterisk.createMapper(asterisk.options.parse(options), settings)(row, '');
}

function map(row: Record<string, unknown>, options: Record<string, unknown> = {}): CallFields {
  const mapped = mapRow({ start, ...row }, options);
  if (!mapped.ok) throw new Error(mapped.reason);
  return mapped.call;
}

function keyOf(row: Record<string, unknown>): string {
  const mapped = mapRow({ start, ...row });
  return mapped.ok ? mapped.key : `rejected: ${mapped.reason}`;
}

describe('a record', () => {
  it('is a call', () => {
    expect(
      map({
        src: '+46721111111',
        dst: '101',
        dcontext: 'ext-queues',
        clid: '"Åsa "Å" Öberg" <+46721111111>',
        channel: 'PJSIP/my-trunk-0000002a',
        dstchannel: 'PJSIP/101-0000002b',
        lastapp: 'Queue',
        lastdata: 'sales,tT,,,300',
        answer: '2025-05-14 11:00:12',
        end: '2025-05-14 11:01:42',
        duration: '102',
        billsec: '90',
        disposition: 'ANSWERED',
        uniqueid: 'pbx-1747213200.17',
        linkedid: 'pbx-1747213200.16',
        sequence: '33',
      }),
    ).toMatchObject({
      vendorId: 'pbx-1747213200.17#33',
      groupId: 'pbx-1747213200.16',
      direction: 'inbound',
      disposition: 'answered',
      missedReason: null,
      startedAt: '2025-05-14T09:00:00.000Z',
      answeredAt: '2025-05-14T09:00:12.000Z',
      endedAt: '2025-05-14T09:01:42.000Z',
      timePrecision: 'second',
      timeZone: 'Europe/Stockholm',
      timeAmbiguous: false,
      durationMs: 102_000,
      waitMs: 12_000,
      talkMs: 90_000,
      billedMs: 90_000,
      from: { number: '+46721111111', name: 'Åsa "Å" Öberg', type: 'unknown' },
      to: { number: '101', name: null, type: 'extension' },
      agents: [{ id: '101', name: null, login: null, extension: '101' }],
      queue: { id: 'sales', name: null },
      trunk: 'my-trunk',
      derived: ['direction', 'waitMs', 'agents', 'trunk'],
    });
  });

  it('has no id of its own where only its channel has one', () => {
    expect(map({ uniqueid: 'pbx-1747213200.17' })).toMatchObject({
      vendorId: null,
      groupId: 'pbx-1747213200.17',
    });
  });

  it('may say next to nothing', () => {
    expect(map({ answer: '', end: '', duration: '', billsec: '', uniqueid: '' })).toMatchObject({
      vendorId: null,
      groupId: null,
      disposition: 'unknown',
      answeredAt: null,
      endedAt: null,
      durationMs: null,
      waitMs: null,
      from: { number: null },
      queue: null,
      derived: [],
    });
  });

  it.each([
    ['ANSWERED', 'answered', null],
    ['NO ANSWER', 'no-answer', 'unknown'],
    ['BUSY', 'busy', 'unknown'],
    ['FAILED', 'failed', 'unknown'],
    ['CONGESTION', 'failed', 'unknown'],
    ['UNKNOWN', 'unknown', null],
  ])('of disposition %s is %s', (disposition, told, missedReason) => {
    expect(map({ disposition })).toMatchObject({ disposition: told, missedReason });
  });

  it('keeps fractions of seconds and drops lengths that run backwards', () => {
    expect(map({ duration: '7.250', billsec: '-1' })).toMatchObject({
      durationMs: 7_250,
      talkMs: null,
      waitMs: null,
    });
    expect(map({ duration: '5', billsec: '9' }).waitMs).toBeNull();
  });

  it.each([
    ['<101>', '101', null],
    ['Alice', '', 'Alice'],
    ['101', '101', null],
    ['"" <101>', '101', null],
    ['', '101', null],
  ])('of caller %j is from the name that it tells', (clid, src, name) => {
    expect(map({ clid, src }).from.name).toBe(name);
  });

  it.each([
    ['Queue', 'sales|t', 'sales'],
    ['Queue', 'sales', 'sales'],
    ['Queue', '', undefined],
    ['Dial', 'sales,30', undefined],
  ])('of %s(%s) has the queue %s', (lastapp, lastdata, id) => {
    expect(map({ lastapp, lastdata }).queue?.id).toBe(id);
  });
});

describe('the night in which an hour comes twice', () => {
  it('has its end after its start, whichever pass that is in', () => {
    const call = map({
      start: '2025-10-26 02:50:00',
      end: '2025-10-26 02:10:00',
      duration: '1200',
    });
    expect(call.startedAt).toBe('2025-10-26T00:50:00.000Z');
    expect(call.endedAt).toBe('2025-10-26T01:10:00.000Z');
    expect(call.timeAmbiguous).toBe(true);
  });
});

describe('direction', () => {
  it.each([
    ['101', '102', 'internal'],
    ['101', '0812345678', 'outbound'],
    ['0812345678', '101', 'inbound'],
    ['', '101', 'inbound'],
    ['0812345678', '0887654321', 'unknown'],
    ['101', '', 'unknown'],
    ['0812345678', 's', 'unknown'],
  ])('from %j to %j is %s by the shape of the numbers', (src, dst, direction) => {
    expect(map({ src, dst }).direction).toBe(direction);
  });

  it('is what config says of the context', () => {
    const options = { inbound: ['from-pstn'], outbound: ['out'], internal: ['inside'] };
    const of = (dcontext: string) => map({ src: '101', dst: '102', dcontext }, options).direction;
    expect(['from-pstn', 'out', 'inside', 'other'].map(of)).toEqual([
      'inbound',
      'outbound',
      'internal',
      'internal',
    ]);
  });
});

describe('who was on the call', () => {
  const extensions = (row: Record<string, string>) =>
    map(row).agents.map(({ extension }) => extension);

  it.each([
    [{ src: '0812345678', dst: '600', dstchannel: 'SIP/102-00000001' }, ['102']],
    [{ src: '0812345678', dst: '600', dstchannel: 'Local/102@queue-0001;2' }, ['600']],
    [{ src: '101', dst: '0812345678', dstchannel: 'SIP/trunk-0001' }, ['101']],
    [{ src: '101', dst: '102', dstchannel: '' }, ['102', '101']],
    [{ src: '0812345678', dst: '0887654321', dstchannel: 'SIP/102-0001' }, []],
  ])('of %j is %j', (row, agents) => {
    expect(extensions(row)).toEqual(agents);
  });
});

describe('rejection', () => {
  it.each([
    [{ start: '' }, 'start: no time'],
    [{ start: '2025-02-30 11:00:00' }, 'start: no time'],
    [{ answer: 'later' }, 'answer: no time'],
    [{ end: '17' }, 'end: no time'],
  ])('of %j: %s', (row, reason) => {
    expect(mapRow({ start, ...row })).toEqual({ ok: false, reason });
  });

  it('says that a line has other columns, and that a userfield is no uniqueid', () => {
    expect(mapRow('"a","b"')).toEqual({ ok: false, reason: 'the line has other columns' });
    expect(mapRow({ start, uniqueid: 'Invoice 17' })).toMatchObject({
      reason: expect.stringContaining('uniqueid'),
    });
    expect(mapRow({ src: '101' })).toMatchObject({ reason: expect.stringContaining('start') });
    expect(mapRow(null)).toMatchObject({ ok: false });
  });
});

describe('the key', () => {
  const record = { src: '1', dst: '2', channel: 'SIP/1-a', dstchannel: 'SIP/2-b' };

  it('is uniqueid and sequence where both are logged', () => {
    const one = { ...record, uniqueid: '1.1', sequence: '1' };
    expect(keyOf(one)).toBe(keyOf({ ...one, dst: '3' }));
    expect(keyOf(one)).not.toBe(keyOf({ ...one, sequence: '2' }));
  });

  it('tells records of a forked channel apart by what never changes in them', () => {
    const one = { ...record, uniqueid: '1.1' };
    expect(keyOf(one)).toBe(keyOf({ ...one, billsec: '9', disposition: 'BUSY' }));
    expect(keyOf(one)).not.toBe(keyOf({ ...one, dstchannel: 'SIP/3-c' }));
    expect(keyOf(one)).not.toBe(keyOf({ ...one, start: '2025-05-14 11:00:01' }));
  });
});
