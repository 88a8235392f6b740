import { isDeepStrictEqual } from 'node:util';
import {
  type Call,
  type CallField,
  callFields,
  createCallFields,
  durationToMs,
  formatWallTime,
  type Page,
  type RequestBound,
  toEpochMs,
} from '@cdr/core';
import { createUniverse } from '../../universe/create-universe.ts';
import { type Check, checkGroup } from '../check.ts';
import { demand } from '../conformance-error.ts';
import type { Lab } from '../lab.ts';
import { hourMs, ordinaryStage, type Stage } from '../stage.ts';
import type { Trial } from '../trial.ts';

/** What the manifest claims is measured, where it can be. */
export function manifestChecks(lab: Lab): Check[] {
  return checkGroup('manifest', {
    'names documents of the vendor': async () => {
      demand(lab.provider.manifest.docs.length > 0, 'the manifest names no document');
    },

    'supplies the fields that the manifest names, and no others': async () => {
      const stage = ordinaryStage(lab, 111);
      const calls = (await lab.tell(stage.calls)).map(({ call }) => call);
      const declared = new Set<CallField>(lab.stream.fields);
      for (const field of callFields.filter((own) => !alwaysThere.has(own))) {
        const isTold = calls.some((call) => isKnown(call, field) && !call.derived.includes(field));
        const isDerived = calls.some((call) => call.derived.includes(field));
        demand(
          !isTold || declared.has(field),
          `${field} is supplied, and the manifest does not say so`,
        );
        demand(isTold || isDerived || !declared.has(field), `${field} is never supplied`);
      }
    },

    'tells starts as precisely as the manifest says': async () => {
      const { precision } = lab.stream.time;
      for (const { call } of await lab.tell(ordinaryStage(lab, 112).calls)) {
        demand(
          call.timePrecision === precision,
          `a call says that its start is told by the ${call.timePrecision}`,
        );
      }
    },

    'pages as the manifest says': async () => {
      const stage = ordinaryStage(lab, 113);
      const { kind, maxPageSize, total } = lab.stream.paging;
      for (const reading of lab.readings) {
        const pages = await readPages(lab, lab.openTrial({ ...stage, reading }), stage.asked);
        demand(pages.length > 0, 'a reading brought no page');
        demand(kind !== 'none' || pages.length === 1, `${pages.length} pages came`);
        for (const page of pages) {
          demand(page.texts.length === page.rows.length, 'not every row has its text');
          demand(
            maxPageSize === null || page.rows.length <= maxPageSize,
            `a page has ${page.rows.length} rows`,
          );
          demand(
            (page.total === null) === (total === 'none'),
            `a page tells the total ${page.total}`,
          );
        }
      }
    },

    'answers in the order that the manifest says': async () => {
      const { order } = lab.stream.paging;
      if (order === 'unknown') return;
      const stage = ordinaryStage(lab, 114);
      const trial = lab.openTrial(stage);
      const pages = await readPages(lab, trial, stage.asked);
      for (const list of new Set(pages.map((page) => page.list))) {
        const own = pages.filter((page) => page.list === list);
        const starts = startsOf(trial, own);
        const sorted = starts.toSorted((a, b) => (order === 'asc' ? a - b : b - a));
        demand(
          isDeepStrictEqual(starts, sorted),
          `the records are not told in the order "${order}"`,
        );
      }
    },

    'reads bounds as the manifest says': () => expectBounds(lab),
  });
}

/** What every call has, by its nature. */
const alwaysThere = new Set<CallField>([
  ...(['kind', 'startedAt', 'timePrecision', 'timeZone', 'timeAmbiguous', 'derived'] as const),
]);

const unknownCall = createCallFields({
  startedAt: '2025-01-01T00:00:00.000Z',
  timePrecision: 'second',
  timeZone: 'UTC',
});

function isKnown(call: Call, field: CallField): boolean {
  const value = call[field];
  return value !== 'unknown' && !isDeepStrictEqual(value, unknownCall[field]);
}

/** Asks for a range with calls on both its bounds, and looks which of them come. */
async function expectBounds(lab: Lab): Promise<void> {
  const { window } = lab.stream;
  if (window.axis !== 'start') return;
  const { now, asked } = ordinaryStage(lab);
  const stepMs = Math.max(durationToMs(window.granularity), 60_000);
  const from = Math.floor((asked.to - 3 * hourMs) / stepMs) * stepMs;
  const to = from + 10 * stepMs;
  const calls = createUniverse({
    window: asked,
    count: 0,
    at: [from, from + 5 * stepMs, to],
    seed: 115,
  });
  for (const reading of lab.readings) {
    const trial = lab.openTrial({ now, calls, reading });
    const starts = startsOf(trial, await readPages(lab, trial, { from, to }));
    const expectations = [
      ['lower', window.from, from],
      ['upper', window.to, to],
    ] as const;
    for (const [name, declared, at] of expectations) {
      if (declared === 'unknown') continue;
      const isTold = starts.includes(at);
      demand(
        isTold === (declared === 'inclusive'),
        `the ${name} bound is ${isTold ? 'inclusive' : 'exclusive'} when ${reading.name}`,
      );
    }
  }
}

async function readPages(
  { stream, zone }: Lab,
  { source }: Trial,
  owned: Stage['asked'],
): Promise<Page[]> {
  const bound = (epochMs: number): RequestBound => ({
    epochMs,
    wall: formatWallTime(zone.toWall(epochMs)),
  });
  const pages: Page[] = [];
  const request = {
    stream: stream.id,
    owned,
    bounds: { from: bound(owned.from), to: bound(owned.to) },
    signal: new AbortController().signal,
  };
  for await (const page of source.connect(() => {}).read(request)) pages.push(page);
  return pages;
}

function startsOf({ source }: Trial, pages: readonly Page[]): number[] {
  return pages.flatMap(({ rows, texts }) =>
    rows.flatMap((row, index) => {
      const mapped = source.mapper(row, texts[index] ?? '');
      return mapped.ok ? [toEpochMs(mapped.call.startedAt)] : [];
    }),
  );
}
