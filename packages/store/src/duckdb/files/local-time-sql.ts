import { type Window, type Zone, zoneOf } from '@cdr/core';
import { quoteText } from './quote-text.ts';
import type { ZoneUse } from './zone-uses.ts';

const startMs = 'epoch_ms(started_at)';

/**
 * The start of a call on local clocks to the second, as core's `localSeconds` tells it: on those of
 * `timeZone`, else on its own. The offsets of the zones are put in, as for figures: the database's
 * own clocks take longer.
 */
export function localTimeSql(uses: readonly ZoneUse[], timeZone: string | undefined): string {
  const whens = uses.map(
    (use) =>
      `WHEN ${quoteText(use.timeZone)} THEN ${offsetSql(zoneOf(timeZone ?? use.timeZone), use)}`,
  );
  const offset = whens.length === 0 ? '0' : `CASE time_zone ${whens.join(' ')} END`;
  // The type of whole seconds would round.
  const shown = `date_trunc('second', make_timestamp((${startMs} + ${offset}) * 1000))`;
  return `${shown}::TIMESTAMP_S::VARCHAR`;
}

/** The offset of a zone from UTC at the start of a call, era by era. */
function offsetSql(zone: Zone, { from, to }: Window): string {
  const whens: string[] = [];
  for (let at = from; ; ) {
    const era = zone.eraAt(at);
    if (era.to > to) {
      const last = String(era.offsetMs);
      return whens.length === 0 ? last : `CASE ${whens.join(' ')} ELSE ${last} END`;
    }
    whens.push(`WHEN ${startMs} < ${era.to} THEN ${era.offsetMs}`);
    at = era.to;
  }
}
