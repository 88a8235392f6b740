import type { Page } from '@cdr/core';
import { type Acme, withConnection, withPages } from './alter-acme.ts';

/** Acme providers that hand on other rows than their vendor told. */
export const brokenRows: Record<string, () => Acme> = {
  'drops rows that are null': () => withPages(without((text) => text === 'null')),
  'drops rows without a caller': () => withPages(without((text) => text.includes('"caller":null'))),
  'writes row texts anew': () =>
    withPages((page) => ({ ...page, texts: page.rows.map((row) => JSON.stringify(row)) })),
  'adds the time to every row': () =>
    withPages(({ rows, total }, { clock }) => {
      const timed = rows.map((row) => ({ ...Object(row), readAt: clock.now() }));
      return { rows: timed, texts: timed.map((row) => JSON.stringify(row)), total };
    }),
  'numbers records by their place in a day': () =>
    withConnection((connection) => ({
      ...connection,
      async *read(request) {
        const days = new Map<string, number>();
        for await (const page of connection.read(request)) {
          const rows = page.rows.map((row) => {
            const day = String(Object(row).start).slice(0, 10);
            const place = (days.get(day) ?? 0) + 1;
            days.set(day, place);
            return { ...Object(row), id: `${day}-${place}` };
          });
          yield { ...page, rows, texts: rows.map((row) => JSON.stringify(row)) };
        }
      },
    })),
  'maps what its texts do not tell': () => {
    const acme = withPages(({ rows, ...page }) => ({
      ...page,
      rows: rows.map((row) => ({ ...Object(row), queue: 'main' })),
    }));
    return {
      ...acme,
      createMapper(options, settings) {
        const mapper = acme.createMapper(options, settings);
        return (row, text) =>
          Object(row).queue === 'main' ? mapper(row, text) : { ok: false, reason: 'queue: none' };
      },
    };
  },
};

/** Drops rows, and leaves the total such that nobody notices. */
function without(isDropped: (text: string) => boolean): (page: Page) => Page {
  return ({ rows, texts, total }) => {
    const kept = [...rows.keys()].filter((at) => !isDropped(texts[at] ?? ''));
    return {
      rows: kept.map((at) => rows[at]),
      texts: kept.map((at) => texts[at] ?? ''),
      total: total === null ? null : total - (rows.length - kept.length),
    };
  };
}
