import { clockDuration } from '@cdr/core';
import { renderTable } from '../../formats/text-table.ts';
import type { DemoFigures } from './demo-figures.ts';

/** Figures by source, as a table. */
export function figuresTable(figures: ReadonlyMap<string, DemoFigures>): string {
  const columns = [
    { title: 'source' },
    ...['calls', 'inbound', 'answered', 'missed', 'mean wait', 'talk time', 'busiest hour'].map(
      (title) => ({ title, align: 'right' as const }),
    ),
  ];
  const rows = [...figures].map(([source, { metrics, busiestHour: hour }]) => {
    const { calls = 0, inboundCalls = 0, asr = null, asa = null, talkSeconds = null } = metrics;
    const missed = (metrics.noAnswer ?? 0) + (metrics.busy ?? 0) + (metrics.failed ?? 0);
    return [
      source,
      count(calls),
      count(inboundCalls),
      asr === null ? '' : `${(100 * asr).toFixed(1)} %`,
      count(missed),
      asa === null ? '' : clockDuration(1000 * asa),
      talkSeconds === null ? '' : `${count(Math.round(talkSeconds / 3600))} h`,
      hour === null ? '' : `${hour}:00 to ${hour + 1}:00`,
    ];
  });
  return renderTable(columns, rows);
}

function count(number: number | null): string {
  return (number ?? 0).toLocaleString('en');
}
