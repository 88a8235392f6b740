import { expect, test } from 'vitest';
import { peopleOf, peopleSchema } from './people.ts';

test('people are told by name and source, with one agent there or several', () => {
  const people = { 'Anna Nowak': { warsaw: 'anna', copenhagen: ['5450', '5451'] }, Bo: {} };
  expect(peopleOf(peopleSchema.parse(people))).toEqual([
    {
      name: 'Anna Nowak',
      agents: [
        { source: 'warsaw', agent: 'anna' },
        { source: 'copenhagen', agent: '5450' },
        { source: 'copenhagen', agent: '5451' },
      ],
    },
    { name: 'Bo', agents: [] },
  ]);
  expect(peopleSchema.parse(undefined)).toEqual({});
});

test('an agent is one person', () => {
  const taken = { Anna: { warsaw: ['1', '2'] }, Bo: { warsaw: '2', oslo: '1' } };
  expect(peopleSchema.safeParse(taken).error?.issues).toEqual([
    expect.objectContaining({ path: ['Bo', 'warsaw'], message: 'the agent is already "Anna"' }),
  ]);
  expect(peopleSchema.safeParse({ Anna: { warsaw: '' } }).success).toBe(false);
  expect(peopleSchema.safeParse({ Anna: { warsaw: [] } }).success).toBe(false);
});
