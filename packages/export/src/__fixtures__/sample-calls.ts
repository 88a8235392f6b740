import { type Call, createCallFields } from '@cdr/core';

const party = { e164: null, ref: null, type: 'unknown' as const };

/** A call that says something in nearly every field, and tempts spreadsheets. */
export const fullCall: Call = {
  id: 'warsaw:1.50',
  source: 'warsaw',
  provider: 'thulium',
  ...createCallFields({
    startedAt: '2024-03-01T08:05:00.000Z',
    timePrecision: 'minute',
    timeZone: 'Europe/Warsaw',
    vendorId: '1.50',
    direction: 'inbound',
    disposition: 'answered',
    talkMs: 104_000,
    from: { ...party, number: '+4672111111', name: '=cmd()' },
    to: { ...party, number: '123123', name: 'Zażółć, "gęślą"' },
    agents: [
      { id: 'a', name: 'Anna', login: 'anna', extension: '101' },
      { id: 'b', name: null, login: 'bob', extension: null },
    ],
    recording: { ref: 'x.wav', url: 'https://r/?token=s3cret', downloadUrl: null },
    tags: [{ id: '1', name: 'vip', color: null }],
    cost: { amount: '0.25', currency: 'PLN' },
    derived: ['waitMs'],
  }),
  raw: { a: 1 },
};

/** A call that says little. */
export const bareCall: Call = {
  ...fullCall,
  id: 'warsaw:2',
  recording: null,
  agents: [],
  tags: [],
  derived: [],
};
