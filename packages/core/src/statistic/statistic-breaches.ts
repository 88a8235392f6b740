import type { StatisticValues } from './statistic.ts';

const breaches: readonly [breach: string, isBroken: (values: StatisticValues) => boolean][] = [
  [
    'outboundCalls is not outboundAnswered + outboundUnanswered',
    (own) => isNoSum(own.outboundCalls, own.outboundAnswered, own.outboundUnanswered),
  ],
  [
    'inboundCalls is not inboundAnswered + inboundUnanswered',
    (own) => isNoSum(own.inboundCalls, own.inboundAnswered, own.inboundUnanswered),
  ],
  [
    'outboundFailed exceeds outboundUnanswered',
    (own) => exceeds(own.outboundFailed, own.outboundUnanswered),
  ],
  [
    'inboundBusy exceeds inboundUnanswered',
    (own) => exceeds(own.inboundBusy, own.inboundUnanswered),
  ],
];

/** How the values contradict each other, by what they mean; unknown ones contradict nothing. */
export function statisticBreaches(values: StatisticValues): string[] {
  return breaches.flatMap(([breach, isBroken]) => (isBroken(values) ? [breach] : []));
}

function isNoSum(whole: number | null, a: number | null, b: number | null): boolean {
  return whole !== null && a !== null && b !== null && whole !== a + b;
}

function exceeds(part: number | null, whole: number | null): boolean {
  return part !== null && whole !== null && part > whole;
}
