import type { CallFilter } from '../call/call-source.ts';
import type { SummaryQuery } from '../metrics/summary-query.ts';

const byWhom = ['agent', 'extension'];
const dimensionsOfSums = [...byWhom, 'source', 'provider'];
const filtersOfSums: (keyof CallFilter)[] = ['source', 'from', 'to', 'agent'];

/** Why vendors' sums can't answer a query, whatever they are; `null` when they can. */
export function whyNoStatistics({ by = [], filter = {} }: SummaryQuery): string | null {
  const { kind = ['call'], ...conditions } = filter;
  if (kind.join() !== 'call') return 'they are sums of calls alone';
  const condition = Object.entries(conditions).find(
    ([name, value]) => value !== undefined && !filtersOfSums.some((own) => own === name),
  );
  if (condition !== undefined)
    return `they are sums of all calls, not of those of one ${condition[0]}`;
  const dimension = by.find((name) => !dimensionsOfSums.includes(name));
  if (dimension !== undefined) return `they are not divided by ${dimension}`;
  if (by.some((name) => byWhom.includes(name))) return null;
  return 'they are told by agent and extension, and a call between two of these is in the sums of both';
}
