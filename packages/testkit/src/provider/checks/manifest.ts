import { isDeepStrictEqual } from 'node:util';
import { type Call, type CallField, callFields, createCallFields, type Page } from '@cdr/core';
import { createUniverse } from '../../universe/create-universe.ts';
import { type Check, checkGroup } from '../check.ts';
import { demand } from '../conformance-error.ts';
import type { Lab } from '../lab.ts';
import { readPages, startsOf } from '../read-pages.ts';
import { hourMs, ordinaryStage } from '../stage.ts';

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
          !(isTold || isDerived) || declared.has(field),
          `${field} is supplied, and the manifest does not say so`,
        );
        demand(isTold || isDerived || !declared.has(field), `${field} is never supplied`);
      }
    },

    'tells the dispositions that the manifest names, and no others': async () => {
      const calls = await lab.tell(ordinaryStage(lab, 117).calls);
      const told = new Set(calls.map(({ call }) => call.disposition));
      const declared = new Set<Call['disposition']>([...lab.stream.dispositions, 'unknown']);
      for (const own of told) {
        demand(declared.has(own), `${own} calls are told, and the manifest does not say so`);
      }
      for (const own of lab.stream.dispositions) demand(told.has(own), `no ${own} call is told`);
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

    'fills its pages as the manifest says': async () => {
      const { maxPageSize } = lab.stream.paging;
      if (maxPageSize === null) return;
      const pages = await readMany(lab, Math.ceil(1.5 * maxPageSize));
      const longest = Math.max(...pages.map(({ rows }) => rows.length));
      demand(longest === maxPageSize, `the fullest page has ${longest} rows`);
    },

    'stops counting where the manifest says': async () => {
      const { cap } = lab.stream.paging;
      if (cap === null) return;
      const pages = await readMany(lab, Math.ceil(1.5 * cap));
      const received = pages.reduce((sum, { rows }) => sum + rows.length, 0);
      demand(received === cap, `it stops after ${received} records`);
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

/** The pages of one hour that holds that many records: more than pages have room for. */
function readMany(lab: Lab, count: number): Promise<Page[]> {
  const { now, asked } = ordinaryStage(lab);
  const to = Math.floor(asked.to / hourMs) * hourMs;
  const window = { from: to - hourMs, to };
  const calls = createUniverse({ window, count, seed: 116 });
  return readPages(lab, lab.openTrial({ now, calls, bound: { calls: count } }), window);
}
