import type { StatisticValues } from '@cdr/core';
import { mapValues } from './stats-values.ts';

/** The sum of what was told in parts; unknown where one part is. */
export function addToldValues(a: StatisticValues, b: StatisticValues): StatisticValues {
  return mapValues((field) => {
    const [one, other] = [a[field], b[field]];
    return one === null || other === null ? null : one + other;
  });
}

/**
 * The values with the answered inbound calls put right. The documents' sample has none anywhere,
 * though calls less unanswered ones leave many: a 0 that these two contradict is computed from them.
 */
export function withInboundAnswered(told: StatisticValues): {
  values: StatisticValues;
  derived: string[];
} {
  const { inboundCalls, inboundUnanswered, inboundAnswered } = told;
  if (inboundCalls === null || inboundUnanswered === null) return { values: told, derived: [] };
  const computed = inboundCalls - inboundUnanswered;
  const isTold = inboundAnswered !== null && (inboundAnswered !== 0 || computed <= 0);
  if (isTold || computed < 0) return { values: told, derived: [] };
  return { values: { ...told, inboundAnswered: computed }, derived: ['inboundAnswered'] };
}
