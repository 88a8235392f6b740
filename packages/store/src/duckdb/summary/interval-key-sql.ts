import type { Calendar, EpochMs, IntervalUnit, WallMs, Window, Zone, ZoneEra } from '@cdr/core';

const hourMs = 3_600_000;
const dayMs = 86_400_000;
/** Walls are counted from a Monday before the year 0, since integer division rounds towards zero. */
const firstMonday = -62_167_651_200_000;

/**
 * A number that is the same for all instants of one interval of the calendar and another one, and a
 * larger one, for later intervals. `epochMs` is a column with an instant inside the window.
 *
 * The offsets of the zone are put in era by era: the database's own clocks take three times as long.
 */
export function intervalKeySql({ unit, zone }: Calendar, window: Window, epochMs: string): string {
  if (unit === 'hour') {
    return byEraSql(zone, window, epochMs, (wall, era) => {
      const start = `(((${wall} // ${hourMs}) * ${hourMs}) - ${era.offsetMs})`;
      return Number.isFinite(era.from) ? `greatest(${start}, ${era.from - firstMonday})` : start;
    });
  }
  const { sql, keyOf } = wallUnits[unit];
  let reached = Number.NEGATIVE_INFINITY;
  return byEraSql(zone, window, epochMs, (wall, era) => {
    const first = keyOf(era.from + era.offsetMs - firstMonday);
    // Clocks that were put back show the interval before once more, inside the one that was reached.
    const key = first < reached ? `greatest(${sql(wall)}, ${reached})` : sql(wall);
    reached = Math.max(reached, keyOf(era.to - 1 + era.offsetMs - firstMonday));
    return key;
  });
}

/** The hour of the day that the wall shows, from 0. */
export function hourOfDaySql(zone: Zone, window: Window, epochMs: string): string {
  return byEraSql(zone, window, epochMs, (wall) => `((${wall} % ${dayMs}) // ${hourMs})`);
}

/** The weekday that the wall shows: 1 is Monday, 7 Sunday. */
export function weekdaySql(zone: Zone, window: Window, epochMs: string): string {
  return byEraSql(zone, window, epochMs, (wall) => `(((${wall} // ${dayMs}) % 7) + 1)`);
}

type WallUnit = Exclude<IntervalUnit, 'hour'>;

/** Days, weeks and months, numbered by what the wall shows: in SQL, and the same here. */
const wallUnits: Record<
  WallUnit,
  { sql: (wall: string) => string; keyOf: (wall: WallMs) => number }
> = {
  day: { sql: (wall) => `(${wall} // ${dayMs})`, keyOf: (wall) => Math.floor(wall / dayMs) },
  week: {
    sql: (wall) => `(${wall} // ${7 * dayMs})`,
    keyOf: (wall) => Math.floor(wall / (7 * dayMs)),
  },
  month: {
    sql(wall) {
      const time = `epoch_ms(${wall} + ${firstMonday})`;
      return `(year(${time}) * 12 + month(${time}))`;
    },
    keyOf(wall) {
      if (!Number.isFinite(wall)) return wall;
      const time = new Date(wall + firstMonday);
      return time.getUTCFullYear() * 12 + time.getUTCMonth() + 1;
    },
  },
};

/** Tells apart the stretches of one offset; `of` is given what the wall shows then. */
function byEraSql(
  zone: Zone,
  window: Window,
  epochMs: string,
  of: (wall: string, era: ZoneEra) => string,
): string {
  const branches = [...erasIn(zone, window)].map((era) => ({
    to: era.to,
    sql: of(`(${epochMs} + ${era.offsetMs - firstMonday})`, era),
  }));
  const last = branches.pop();
  if (last === undefined) return '0';
  if (branches.length === 0) return last.sql;
  const whens = branches.map(({ to, sql }) => `WHEN ${epochMs} < ${to} THEN ${sql}`);
  return `CASE ${whens.join(' ')} ELSE ${last.sql} END`;
}

function* erasIn(zone: Zone, { from, to }: Window): Generator<ZoneEra> {
  for (let at: EpochMs = from; at < to; ) {
    const era = zone.eraAt(at);
    yield era;
    at = era.to;
  }
}
