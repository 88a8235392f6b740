import { type Call, createCallFields } from '@cdr/core';
import { expect, test } from 'vitest';
import { fullCall } from '../__fixtures__/sample-calls.ts';
import { vconSchema } from '../__fixtures__/vcon-schema.ts';
import { toVCon } from './to-vcon.ts';

const party = { e164: null, name: null, ref: null, type: 'unknown' as const };
const times = {
  startedAt: '2024-03-01T08:05:00.000Z',
  timePrecision: 'second',
  timeZone: 'UTC',
} as const;

function callOf(fields: Partial<Call>): Call {
  const call = createCallFields({
    ...times,
    from: { ...party, number: '0721112233', e164: '+46721112233' },
    to: { ...party, number: '101' },
  });
  return { id: 'stockholm:1', source: 'stockholm', provider: 'soluno', ...call, ...fields };
}

test('an answered call is a recording without its content', () => {
  const call = callOf({
    disposition: 'answered',
    answeredAt: '2024-03-01T08:05:10.000Z',
    endedAt: '2024-03-01T08:06:00.000Z',
    talkMs: 50_500,
    agents: [{ id: '7', name: 'Anna', login: null, extension: '101' }],
  });
  const vcon = toVCon(call, { raw: false });
  expect(vconSchema.parse(vcon)).toEqual(vcon);
  expect(vcon).toMatchObject({
    vcon: '0.4.0',
    created_at: '2024-03-01T08:06:00.000Z',
    parties: [{ tel: 'tel:+46721112233' }, { tel: '101', name: 'Anna', validation: 'none' }],
    dialog: [
      { type: 'recording', start: '2024-03-01T08:05:10.000Z', duration: 50.5, parties: [0, 1] },
    ],
    attachments: [{ party: 1, dialog: 0, encoding: 'json', body: call }],
  });
});

test('agents who are neither end of the call are parties as well', () => {
  const agents = [
    { id: 'a', name: null, login: 'anna', extension: '205' },
    { id: null, name: 'Bo', login: null, extension: null },
  ];
  const vcon = toVCon(callOf({ disposition: 'answered', agents }), { raw: false });
  expect(vcon.parties.slice(2)).toEqual([
    { tel: '205', name: 'anna', validation: 'none' },
    { name: 'Bo', validation: 'none' },
  ]);
  expect(vcon.dialog[0]?.parties).toEqual([0, 1, 2, 3]);
});

test.each([
  [{ disposition: 'busy' }, 'busy'],
  [{ disposition: 'failed' }, 'failed'],
  [{ disposition: 'no-answer', missedReason: 'agent-timeout' }, 'no-answer'],
  [{ disposition: 'no-answer', missedReason: 'caller' }, 'hung-up'],
] as const)('%j is an incomplete dialog: %s', (fields, disposition) => {
  const vcon = toVCon(callOf({ ...fields, durationMs: 20_000 }), { raw: false });
  expect(vconSchema.parse(vcon).dialog).toEqual([
    { type: 'incomplete', start: times.startedAt, duration: 20, parties: [0, 1], disposition },
  ]);
});

test('what nobody knows is not told as incomplete', () => {
  const vcon = toVCon(callOf({ disposition: 'unknown' }), { raw: false });
  expect(vconSchema.parse(vcon).dialog).toEqual([
    { type: 'recording', start: times.startedAt, parties: [0, 1] },
  ]);
});

test('a text message is a text', () => {
  const sms = callOf({ kind: 'sms', disposition: 'answered', smsText: 'On my way' });
  expect(vconSchema.parse(toVCon(sms, { raw: false })).dialog).toMatchObject([
    { type: 'text', mediatype: 'text/plain', encoding: 'none', body: 'On my way' },
  ]);
});

test('the uuid is made of the id alone', () => {
  const uuid = toVCon(callOf({}), { raw: false }).uuid;
  expect(toVCon(callOf({ disposition: 'answered' }), { raw: true }).uuid).toBe(uuid);
  expect(toVCon(callOf({ id: 'stockholm:2' }), { raw: false }).uuid).not.toBe(uuid);
});

test("the vendor's row and addresses of recordings are told when they are asked for", () => {
  const plain = toVCon(fullCall, { raw: false });
  expect(JSON.stringify(plain)).not.toContain('s3cret');
  expect(plain.attachments[0]?.body).not.toHaveProperty('raw');
  expect(plain.attachments[0]?.body).toHaveProperty('recording.ref', 'x.wav');
  const raw = toVCon(fullCall, { raw: true });
  expect(vconSchema.parse(raw).attachments?.[0]?.body).toEqual(fullCall);
});
