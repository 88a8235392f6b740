import { describe, expect, it } from 'vitest';
import { callFields, callFieldsSchema, callSchema } from './call.ts';
import { createCallFields, unknownParty } from './unknown-call.ts';

const required = {
  startedAt: '2014-07-07T09:08:00.000Z',
  timePrecision: 'minute',
  timeZone: 'Europe/Warsaw',
} as const;

describe('createCallFields', () => {
  it('knows nothing but what it is told', () => {
    const call = createCallFields(required);
    expect(callFieldsSchema.parse(call)).toEqual(call);
    const known = Object.entries(call).filter(([, value]) => value !== null);
    expect(Object.fromEntries(known)).toEqual({
      ...required,
      kind: 'call',
      direction: 'unknown',
      disposition: 'unknown',
      timeAmbiguous: false,
      from: unknownParty,
      to: unknownParty,
      agents: [],
      tags: [],
      derived: [],
    });
  });

  it('has every field of the record, in its order, and keeps what it is told', () => {
    const known = {
      ...required,
      talkMs: 0,
      direction: 'inbound',
      queue: { id: '34', name: null },
    } as const;
    const call = createCallFields(known);
    expect(Object.keys(call)).toEqual(callFields);
    expect(call).toMatchObject(known);
  });
});

describe('callSchema', () => {
  const call = { id: 'a:1', source: 'a', provider: 'thulium', ...createCallFields(required) };

  it('accepts a call with its raw row and without', () => {
    expect(callSchema.safeParse(call).success).toBe(true);
    expect(callSchema.safeParse({ ...call, raw: { any: ['thing'] } }).success).toBe(true);
  });

  it.each([
    ['an unknown key', { extra: 1 }],
    ['an instant in another form', { startedAt: '2014-07-07T11:08:00+02:00' }],
    ['a duration in fractions', { talkMs: 1.5 }],
    ['a direction of no known kind', { direction: 'INBOUND' }],
    ['an absent value', { queue: undefined }],
    ['a number as id', { vendorId: 5 }],
  ])('refuses %s', (_, change) => {
    expect(callSchema.safeParse({ ...call, ...change }).success).toBe(false);
  });
});
