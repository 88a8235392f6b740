import { describe, expect, it } from 'vitest';
import { mapCdr, mapperFor } from './__fixtures__/map.ts';

const internal = { number: '232', name: 'Asta', extension: '5bf2b81b462b727cd09b05cd' };
const external = { number: '+4570305050', name: null, type: 'EXTERNAL', extension: null };

function reasonOf(row: unknown): string | null {
  const mapped = mapperFor()(row, '');
  return mapped.ok ? null : mapped.reason;
}

describe('a record', () => {
  it('maps field by field', () => {
    const mapped = mapperFor()(
      {
        _id: '5c5a97d983a3bc74d5891c51',
        pbx: 'pbx1.example',
        channelId: 'abc@10.0.0.1',
        started: '2024-05-06T07:08:09.123Z',
        answered: '2024-05-06T07:08:19.123Z',
        answeredByCallee: true,
        ended: '2024-05-06T07:09:19.123Z',
        caller: { ...external, privacy: false, divertedBy: null, sipPhone: null },
        callee: internal,
        customer: '5450f1834b75ff2103250001',
        terminatedBy: 'B',
        terminatedReason: 'HANGUP',
      },
      '',
    );
    expect(mapped).toEqual({
      ok: true,
      key: '5c5a97d983a3bc74d5891c51',
      call: {
        vendorId: '5c5a97d983a3bc74d5891c51',
        groupId: null,
        kind: 'call',
        direction: 'inbound',
        disposition: 'answered',
        missedReason: null,
        startedAt: '2024-05-06T07:08:09.123Z',
        queuedAt: null,
        answeredAt: '2024-05-06T07:08:19.123Z',
        endedAt: '2024-05-06T07:09:19.123Z',
        timePrecision: 'millisecond',
        timeZone: 'Europe/Copenhagen',
        timeAmbiguous: false,
        durationMs: 70_000,
        waitMs: 10_000,
        talkMs: 60_000,
        holdMs: null,
        billedMs: null,
        from: { number: '+4570305050', e164: null, name: null, type: 'unknown', ref: null },
        to: {
          number: '232',
          e164: null,
          name: 'Asta',
          type: 'extension',
          ref: '5bf2b81b462b727cd09b05cd',
        },
        agents: [{ id: '232', name: 'Asta', login: null, extension: '232' }],
        queue: null,
        group: null,
        service: null,
        trunk: null,
        disconnectedBy: 'callee',
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

  it('may hold nothing but its id and its start', () => {
    const call = mapCdr({});
    expect(call).toMatchObject({ direction: 'unknown', disposition: 'unknown', agents: [] });
    expect(call.derived).toEqual([]);
    expect(mapCdr({ answered: '', ended: null, caller: null, terminatedBy: '' })).toEqual(call);
  });

  it('may have its caller in an array', () => {
    expect(mapCdr({ caller: [external], callee: internal })).toEqual(
      mapCdr({ caller: external, callee: internal }),
    );
    expect(mapCdr({ caller: [] })).toEqual(mapCdr({}));
  });

  it('tells its times at any offset', () => {
    expect(mapCdr({ started: '2024-05-06T09:08:09+02:00' }).startedAt).toBe(
      '2024-05-06T07:08:09.000Z',
    );
  });

  it.each([
    [null, 'Invalid input: expected object'],
    [{ started: '2024-05-06T07:08:09Z' }, '_id'],
    [{ _id: '', started: '2024-05-06T07:08:09Z' }, '_id'],
    [{ _id: 'x' }, 'started'],
    [{ _id: 'x', started: '2024-05-06 07:08:09' }, 'started: no time'],
    [{ _id: 'x', started: '2024-05-06T07:08:09Z', answered: 'soon' }, 'answered: no time'],
    [
      { _id: 'x', started: '2024-05-06T07:08:09Z', ended: '2024-13-01T00:00:00Z' },
      'ended: no time',
    ],
    [{ _id: 'x', started: '2024-05-06T07:08:09Z', caller: 'me' }, 'caller'],
  ])('%j is rejected, with the place of the fault', (row, reason) => {
    expect(reasonOf(row)).toContain(reason);
  });
});

describe('direction', () => {
  const queue = { number: '+4570305050' };
  it.each([
    ['outside', 'an extension', external, internal, 'inbound'],
    ['nobody says where', 'an extension', { number: null }, internal, 'inbound'],
    ['an extension', 'outside', internal, queue, 'outbound'],
    ['an extension', 'an extension', internal, internal, 'internal'],
    ['an extension', 'nobody says whom', internal, null, 'unknown'],
    ['outside', 'what is no extension', external, queue, 'inbound'],
    ['outside, diverted', 'no extension', { ...external, divertedBy: '232' }, queue, 'unknown'],
    ['a mobile of the house', 'outside', { number: '1', type: 'MOBILE' }, queue, 'outbound'],
    ['the exchange', 'an extension', { number: null, type: 'SYSTEM' }, internal, 'internal'],
    ['nobody says where', 'no extension', { number: '+4526000000' }, queue, 'unknown'],
  ])('from %s to %s', (_from, _to, caller, callee, direction) => {
    expect(mapCdr({ caller, callee }).direction).toBe(direction);
  });

  it('follows the extensions of config where the vendor names none', () => {
    const callee = { number: '800' };
    expect(mapCdr({ caller: external, callee: internal }, '[2-8]\\d{2}').direction).toBe('inbound');
    expect(mapCdr({ caller: internal, callee }).direction).toBe('outbound');
    expect(mapCdr({ caller: internal, callee }, '[2-8]\\d{2}').direction).toBe('internal');
  });
});

describe('agents', () => {
  it('are the extensions, by their numbers, the one called first', () => {
    const other = { number: '233', name: null, extension: '5c5a97d983a3bc74d5891c51' };
    expect(mapCdr({ caller: internal, callee: other }).agents).toEqual([
      { id: '233', name: null, login: null, extension: '233' },
      { id: '232', name: 'Asta', login: null, extension: '232' },
    ]);
  });

  it('have the ids of their extensions where a number of the public network was called', () => {
    const direct = { ...internal, number: '+4570305055' };
    expect(mapCdr({ caller: external, callee: direct }).agents).toEqual([
      { id: internal.extension, name: 'Asta', login: null, extension: null },
    ]);
  });
});

describe('disposition', () => {
  const at = '2024-05-06T07:08:19.123Z';
  const ended = '2024-05-06T07:09:19.123Z';

  it.each([
    [{ answered: at, answeredByCallee: true, terminatedReason: 'HANGUP' }, 'answered'],
    [{ answered: at, answeredByCallee: false, terminatedReason: 'HANGUP' }, 'answered'],
    [{ answered: null, answeredByCallee: null, terminatedReason: 'HANGUP' }, 'answered'],
    [{ answered: null, answeredByCallee: true }, 'answered'],
    [{ answered: at }, 'answered'],
    [{ answered: at, terminatedReason: 'ERROR' }, 'answered'],
    [{ answered: at, answeredByCallee: false }, 'answered'],
    [{ terminatedReason: 'CANCEL' }, 'no-answer'],
    [{ answered: at, answeredByCallee: false, terminatedReason: 'CANCEL' }, 'no-answer'],
    [{ terminatedReason: 'BUSY' }, 'busy'],
    [{ answered: at, answeredByCallee: false, terminatedReason: 'BUSY' }, 'busy'],
    [{ terminatedReason: 'UNREACHABLE' }, 'failed'],
    [{ terminatedReason: 'ERROR' }, 'failed'],
    [{ terminatedReason: 'BLOCKED' }, 'failed'],
    [{ terminatedReason: 'NOT_FOUND' }, 'failed'],
    [{ terminatedReason: 'FAILED' }, 'failed'],
    [{ answeredByCallee: false, ended }, 'no-answer'],
    [{ answeredByCallee: false }, 'unknown'],
    [{ ended }, 'unknown'],
    [{ terminatedReason: 'ASCENDED' }, 'unknown'],
  ])('%j: %s', (row, disposition) => {
    expect(mapCdr(row).disposition).toBe(disposition);
  });

  it('of a call that a queue took and nobody answered has the time of the queue', () => {
    const call = mapCdr({
      answered: at,
      answeredByCallee: false,
      terminatedReason: 'CANCEL',
      ended,
    });
    expect(call).toMatchObject({ queuedAt: at, answeredAt: null, waitMs: 70_000, talkMs: null });
  });

  it.each([
    [{ terminatedReason: 'CANCEL', terminatedBy: 'A' }, 'caller', 'caller'],
    [{ terminatedReason: 'CANCEL' }, 'caller', null],
    [{ terminatedReason: 'CANCEL', terminatedBy: 'B', callee: internal }, 'agent-reject', 'callee'],
    [{ terminatedReason: 'CANCEL', terminatedBy: 'B' }, 'unknown', 'callee'],
    [{ terminatedReason: 'CANCEL', terminatedBy: 'S' }, 'unknown', 'system'],
    [{ terminatedReason: 'BUSY', terminatedBy: 'A' }, 'unknown', 'caller'],
    [{ terminatedReason: 'UNREACHABLE', callee: internal }, 'agent-device', null],
    [{ terminatedReason: 'UNREACHABLE' }, 'unknown', null],
    [{ answeredByCallee: false, ended, terminatedBy: 'A' }, 'caller', 'caller'],
    [{ answeredByCallee: false, ended }, 'unknown', null],
    [{ terminatedReason: 'HANGUP', terminatedBy: 'S' }, null, 'system'],
    [{}, null, null],
  ])('%j: missed for %s, ended by %s', (row, missedReason, disconnectedBy) => {
    expect(mapCdr(row)).toMatchObject({ missedReason, disconnectedBy });
  });
});

describe('spans', () => {
  it.each([
    ['backwards', '2024-05-06T07:08:10Z', '2024-05-06T07:08:00Z', null, 877, null],
    ['of nothing', '2024-05-06T07:08:09.123Z', '2024-05-06T07:08:09.123Z', 0, 0, 0],
    ['of a call that goes on', '2024-05-06T07:08:10.123Z', null, null, 1000, null],
  ])('%s', (_what, answered, ended, durationMs, waitMs, talkMs) => {
    expect(mapCdr({ answered, ended })).toMatchObject({ durationMs, waitMs, talkMs });
  });
});
