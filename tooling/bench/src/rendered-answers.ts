import { parseWallTime, zoneOf } from '@cdr/core';
import type { RenderedRows } from './rendered-rows.ts';

/** The bytes that answer a query. */
export type Answer = (query: URLSearchParams) => Buffer[];

const pageSize = 100;

/** Thulium over rendered rows, newest first: bounds of whole minutes, the upper one a point. */
export function answerThulium(rows: RenderedRows): Answer {
  const zone = zoneOf('Europe/Warsaw');
  return (query) => {
    const from = instantOf(query.get('date_from'), zone);
    const to = instantOf(query.get('date_to'), zone);
    const oldest = rows.firstAtOrAfter(from);
    const newest = rows.firstAtOrAfter(to);
    const offset = Number(query.get('offset') ?? 0);
    const end = Math.max(oldest, newest - offset);
    const start = Math.max(oldest, end - pageSize);
    const head = Buffer.from(`{"count":${newest - oldest},"result":[`);
    return [head, rows.slice(start, end), Buffer.from(']}')];
  };
}

/** Soluno over rendered rows: everything of the window in one array. */
export function answerSoluno(rows: RenderedRows): Answer {
  const zone = zoneOf('Europe/Stockholm');
  return (query) => {
    const from = rows.firstAtOrAfter(instantOf(query.get('from'), zone));
    const to = rows.firstAtOrAfter(instantOf(query.get('to'), zone));
    return [Buffer.from('['), rows.slice(from, to), Buffer.from(']')];
  };
}

function instantOf(text: string | null, zone: ReturnType<typeof zoneOf>): number {
  const wall = parseWallTime(text ?? '');
  if (wall === null) throw new Error(`the benchmark's vendor can't read "${text}"`);
  return zone.resolve(wall).epochMs;
}
