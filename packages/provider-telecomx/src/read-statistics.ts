import {
  ConfigError,
  createCalendar,
  type Parameters,
  type RowList,
  type StatisticsStream,
  toInstant,
  type Window,
  type Zone,
} from '@cdr/core';
import { type HttpClient, parseRows } from '@cdr/provider-kit';
import { cdrStatsPath, statsFields } from './api.ts';
import { findInterval, intervalNames } from './interval-names.ts';

/** Whom to ask for statistics, and how. */
export interface StatisticsSource {
  client: HttpClient;
  /** See {@link statsParameters}. */
  parameters: Parameters;
  zone: Zone;
}

/** What is asked for: one slice. */
export interface StatisticsSlice {
  interval: StatisticsStream['interval'];
  owned: Window;
  signal: AbortSignal;
}

/**
 * Asks for the statistics of a slice, by bounds that are exact and always said. Hours have nothing
 * but a number for a name, and which clock's hours these are isn't documented: the first one that
 * had calls is asked for by itself, and must come back under its own name. So is one of each other
 * offset from UTC, since a clock that is right in winter may be wrong in summer.
 */
export function createStatisticsReader({ client, parameters, zone }: StatisticsSource) {
  const knownOffsets = new Set<number>();

  function ask({ interval, owned, signal }: StatisticsSlice): Promise<RowList> {
    const body = {
      from: toInstant(owned.from),
      // The last instant that is meant, whether or not the vendor counts it to the range.
      to: toInstant(owned.to - 1),
      groupingInterval: interval.toUpperCase(),
      fields: statsFields,
      format: 'JSON',
      ...parameters,
    };
    return client.request({
      method: 'POST',
      path: cdrStatsPath,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
      read(text) {
        const { rows, texts } = parseRows(text);
        return { rows, texts };
      },
    });
  }

  async function checkClock(slice: StatisticsSlice, { rows }: RowList): Promise<void> {
    const hours = [...createCalendar('hour', zone).within(slice.owned)];
    // A single hour needs no name, and would come back as it came, whatever it is called.
    if (hours.length === 1) return;
    for (const name of intervalNames(rows)) {
      const hour = findInterval(name, hours, zone);
      if (hour === null || zone.foldAt(hour.from) !== null) continue;
      const { offsetMs } = zone.eraAt(hour.from);
      if (knownOffsets.has(offsetMs)) continue;
      const alone = await ask({ ...slice, owned: hour });
      if (intervalNames(alone.rows).join() !== name) {
        throw new ConfigError({
          what: `Telecom X counts hours by another clock than that of ${zone.id}`,
          todo: 'Set timeZone of the source to the zone in which the vendor counts',
        });
      }
      knownOffsets.add(offsetMs);
    }
  }

  return async (slice: StatisticsSlice): Promise<RowList> => {
    const answer = await ask(slice);
    if (slice.interval === 'hour') await checkClock(slice, answer);
    return answer;
  };
}
