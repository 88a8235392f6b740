import { durationToMs, type Page, toInstant, zoneOf } from '@cdr/core';
import { createExtensionTest, defineProvider, parseRow } from '@cdr/provider-kit';
import { createDirectionReader } from './direction.ts';
import { openLog } from './log/open-log.ts';
import { manifest, pageSize } from './manifest.ts';
import { options } from './options.ts';
import { readRow, startColumnOf } from './read-row.ts';
import { recordSchema, toCall } from './to-call.ts';

/** A record stands in the files that long after its call began, whatever it does. */
const settledMs = durationToMs('P1D');

/** Reads the files into which Asterisk writes its call detail records. Asks no network for anything. */
export const asterisk = defineProvider({
  manifest,
  options,

  createMapper(own, settings) {
    const zone = zoneOf(settings.timeZone);
    const directions = createDirectionReader(own, createExtensionTest(settings.extensions));
    return (row) => {
      if (typeof row === 'string') return { ok: false, reason: 'the line has other columns' };
      const parsed = parseRow(recordSchema, row);
      return parsed.ok ? toCall(parsed.value, zone, directions) : parsed;
    };
  },

  connect({ options: own, settings, clock, onEvent }) {
    const { path, columns, wholeHistory } = own;
    const zone = zoneOf(settings.timeZone);
    const log = openLog({ path, startColumn: startColumnOf(columns), zone, clock, onEvent });

    function pageOf(lines: readonly string[], total: number): Page {
      const rows = lines.map((line) => readRow(line, columns));
      return { rows, texts: rows.map((row) => JSON.stringify(row)), total };
    }

    return {
      async check(signal) {
        const { files, startedAt } = await log.first(signal);
        const since =
          startedAt === null ? 'no call is in them yet' : `calls from ${toInstant(startedAt)} on`;
        return `Asterisk's files can be read: ${files}, ${since}`;
      },

      async completeFrom(signal) {
        const { startedAt, damagedUntil, isWhole } = await log.first(signal);
        if (wholeHistory && isWhole) return null;
        // How much an older file holds that is damaged nobody knows. Its last day is asked for, so that
        // it is told as long as it isn't repaired, or taken away.
        if (damagedUntil !== null) return damagedUntil - settledMs;
        // Files that are gone were written before the first record here was; when that was, only its
        // call tells, which had begun a day before at most.
        return startedAt === null ? clock.now() : startedAt + settledMs;
      },

      async *read({ bounds, signal }) {
        const window = { from: bounds.from.epochMs, to: bounds.to.epochMs };
        const found = await log.find(window, signal);
        const total = found.reduce((sum, own) => sum + own.total, 0);
        const lines: string[] = [];
        for (const own of found) {
          for await (const more of own.read()) {
            lines.push(...more);
            while (lines.length > pageSize) yield pageOf(lines.splice(0, pageSize), total);
          }
        }
        yield pageOf(lines, total);
      },
    };
  },
});
