import { type CallSource, parseRfc3339, summarizeCalls, type Zone } from '@cdr/core';

const metrics = ['inboundCalls', 'inboundAnswered', 'outboundCalls', 'outboundAnswered'] as const;
type Cell = Record<'in' | 'inAnswered' | 'out' | 'outAnswered', number>;
type Row = { agent: unknown; name: unknown; line: unknown; by: Record<string, Cell> };

/**
 * The sums of agents and lines by the number of the hour or the day: what has the same number is one.
 * `null` where the question is none.
 */
export async function sumUp(
  calls: CallSource,
  query: URLSearchParams,
  { zone, now }: { zone: Zone; now: number },
): Promise<Row[] | null> {
  const from = parseRfc3339(query.get('from') ?? '');
  const to = parseRfc3339(query.get('to') ?? '');
  const interval = query.get('by');
  if (from === null || to === null || (interval !== 'hour' && interval !== 'day')) return null;
  const filter = { from, to: Math.max(from, Math.min(to, now)) };
  const rows = await summarizeCalls(calls.read({ filter }), {
    metrics,
    by: ['agent', 'extension'],
    interval,
    timeZone: zone.id,
    filter,
  });
  const told = new Map<string, Row>();
  for (const { interval: own, dimensions, names, metrics: sums } of rows) {
    const { agent, extension: line } = dimensions;
    if (typeof agent !== 'string' || typeof line !== 'string' || own === null) continue;
    const key = JSON.stringify([agent, line]);
    const row = told.get(key) ?? { agent, name: names.agent, line, by: {} };
    told.set(key, row);
    const wall = new Date(zone.toWall(own.from));
    const number = interval === 'hour' ? wall.getUTCHours() : wall.getUTCDate();
    const cell = row.by[number] ?? { in: 0, inAnswered: 0, out: 0, outAnswered: 0 };
    row.by[number] = {
      in: cell.in + (sums.inboundCalls ?? 0),
      inAnswered: cell.inAnswered + (sums.inboundAnswered ?? 0),
      out: cell.out + (sums.outboundCalls ?? 0),
      outAnswered: cell.outAnswered + (sums.outboundAnswered ?? 0),
    };
  }
  return [...told.values()];
}
