import type { valueFields } from './api.ts';

/** What is counted of one interval. */
export type StatsValues = Record<ValueField, number>;

type ValueField = (typeof valueFields)[number];

/** Values made field by field. */
export function mapValues<T>(of: (field: ValueField) => T): Record<ValueField, T> {
  return {
    outboundCalls: of('outboundCalls'),
    outboundSeconds: of('outboundSeconds'),
    outboundAnswered: of('outboundAnswered'),
    outboundUnanswered: of('outboundUnanswered'),
    outboundFailed: of('outboundFailed'),
    inboundCalls: of('inboundCalls'),
    inboundSeconds: of('inboundSeconds'),
    inboundAnswered: of('inboundAnswered'),
    inboundUnanswered: of('inboundUnanswered'),
    inboundBusy: of('inboundBusy'),
  };
}

/** The sum of two, or the second alone. */
export function addValues(own: StatsValues | undefined, more: StatsValues): StatsValues {
  return own === undefined ? more : mapValues((field) => own[field] + more[field]);
}
