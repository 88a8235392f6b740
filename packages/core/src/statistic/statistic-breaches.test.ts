import { expect, it } from 'vitest';
import { unknownStatisticValues } from './statistic.ts';
import { statisticBreaches } from './statistic-breaches.ts';

it.each([
  [{}, []],
  [{ outboundCalls: 80, outboundAnswered: 66, outboundUnanswered: 14, outboundFailed: 14 }, []],
  [{ inboundCalls: 9, inboundAnswered: 4 }, []],
  [
    { inboundCalls: 111, inboundAnswered: 0, inboundUnanswered: 9 },
    ['inboundCalls is not inboundAnswered + inboundUnanswered'],
  ],
  [
    { outboundCalls: 3, outboundAnswered: 1, outboundUnanswered: 1, outboundFailed: 2 },
    [
      'outboundCalls is not outboundAnswered + outboundUnanswered',
      'outboundFailed exceeds outboundUnanswered',
    ],
  ],
  [{ inboundUnanswered: 1, inboundBusy: 2 }, ['inboundBusy exceeds inboundUnanswered']],
])('tells how %j contradict themselves', (values, breaches) => {
  expect(statisticBreaches({ ...unknownStatisticValues, ...values })).toEqual(breaches);
});
