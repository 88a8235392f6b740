import { type Call, toInstant } from '@cdr/core';
import { createSeededRandom } from '../../random/seeded-random.ts';
import { createUniverse } from '../../universe/create-universe.ts';
import { type Check, checkGroup } from '../check.ts';
import { expectSameCalls } from '../compare-calls.ts';
import { demand } from '../conformance-error.ts';
import { editAnswer } from '../edit-answer.ts';
import type { Lab } from '../lab.ts';
import { hourMs, ordinaryStage, type Stage } from '../stage.ts';

/** One record is one row, however alike the records are and however they are written. */
export function recordChecks(lab: Lab): Check[] {
  return [
    ...checkGroup('records', {
      'keeps records of the same content apart': async () => {
        const stage = ordinaryStage(lab, 21);
        const calls = stage.calls.flatMap((call, index) =>
          index % 3 === 0 ? copiesOf(call, 3) : [call],
        );
        const trial = lab.openTrial({ ...stage, calls });
        await lab.expectComplete(trial, { ...stage, calls, run: await trial.sync(stage.asked) });
      },

      'keeps many records of the same instant apart': async () => {
        const stage = tieStage(lab);
        const trial = lab.openTrial(stage);
        await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
      },
    }),
    ...(lab.answers === null ? [] : writingChecks(lab, lab.answers)),
    ...(lab.stream.identity === 'id' ? idChecks(lab) : []),
  ];
}

/** A group of calls that all start in the same instant, in the midst of others. */
export function tieStage(lab: Lab): Stage {
  const stage = ordinaryStage(lab, 22);
  const at = Math.floor((stage.asked.to - 5 * hourMs) / hourMs) * hourMs;
  const ties = createUniverse({
    window: { from: at, to: at + 1 },
    count: 0,
    at: Array.from({ length: 24 }, () => at),
    seed: 23,
  }).map((call) => renamed(call, 'tie'));
  return { ...stage, calls: [...stage.calls.slice(0, 20), ...ties] };
}

function writingChecks(lab: Lab, shape: NonNullable<Lab['answers']>): Check[] {
  return checkGroup('records', {
    'gives a record the same id whatever the order of keys and of rows': async () => {
      const stage = ordinaryStage(lab, 24);
      const calls = stage.calls.flatMap((call, index) =>
        index % 4 === 0 ? copiesOf(call, 2) : [call],
      );
      const plain = lab.openTrial({ ...stage, calls });
      await plain.sync(stage.asked);
      const random = createSeededRandom(5);
      const shuffled = lab.openTrial({
        ...stage,
        calls,
        store: plain.store,
        faults: () => ({
          kind: 'edit',
          edit: (body) =>
            editAnswer(body, shape, ({ texts, total }) => ({
              texts: random.shuffle(texts).map(withKeysReversed),
              total,
            })),
        }),
      });
      const before = await plain.stored();
      shuffled.clock.advance(hourMs);
      const run = await shuffled.sync(stage.asked);
      const { inserted, removed } = run.report.rows;
      demand(
        inserted + removed === 0,
        `another order inserted ${inserted} records and removed ${removed}`,
      );
      const ids = (own: readonly Call[]) => JSON.stringify(own.map(({ id }) => id));
      demand(ids(await shuffled.stored()) === ids(before), 'another order gave other ids');
      expectSameCalls(await shuffled.stored(), before, lab.stream);
    },
  });
}

function idChecks(lab: Lab): Check[] {
  return checkGroup('records', {
    'keeps one row of a record whose start is moved': async () => {
      const stage = ordinaryStage(lab, 25);
      const trial = lab.openTrial(stage);
      await trial.sync(stage.asked);
      const start = stage.now - 4 * hourMs;
      const [moved] = stage.calls.filter(({ startedAt }) => Date.parse(startedAt) > start);
      demand(moved !== undefined, 'the stage has no recent call');
      const later = { ...moved, startedAt: toInstant(Date.parse(moved.startedAt) - hourMs) };
      trial.calls.replace(later);
      trial.clock.advance(hourMs);
      const calls = stage.calls.map((call) => (call.id === moved.id ? later : call));
      await lab.expectComplete(trial, { ...stage, calls, run: await trial.sync(stage.asked) });
    },
  });
}

function copiesOf(call: Call, count: number): Call[] {
  return Array.from({ length: count }, (_, index) =>
    index === 0 ? call : renamed(call, `copy-${index}`),
  );
}

/** The same call under another id, its vendor's included. */
function renamed(call: Call, suffix: string): Call {
  return { ...call, id: `${call.id}-${suffix}`, vendorId: `${call.vendorId}-${suffix}` };
}

/** Rows whose numbers would not survive it stay as they are. */
function withKeysReversed(text: string): string {
  const row: unknown = JSON.parse(text);
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return text;
  if (JSON.stringify(row) !== text) return text;
  return JSON.stringify(Object.fromEntries(Object.entries(row).reverse()));
}
