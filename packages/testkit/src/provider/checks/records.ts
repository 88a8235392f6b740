import { type Call, toInstant } from '@cdr/core';
import { createSeededRandom } from '../../random/seeded-random.ts';
import { createUniverse } from '../../universe/create-universe.ts';
import { type Check, checkGroup } from '../check.ts';
import { expectSameCalls } from '../compare-calls.ts';
import { demand } from '../conformance-error.ts';
import { editAnswer } from '../edit-answer.ts';
import type { Lab } from '../lab.ts';
import { boundOfSlices, dayMs, hourMs, ordinaryStage, type Stage } from '../stage.ts';

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

      'tells a call that it has read as it was read': async () => {
        const read = (await lab.tell(ordinaryStage(lab, 28).calls)).map(({ call }) => call);
        const readAgain = (await lab.tell(read)).map(({ call }) => call);
        expectSameCalls(readAgain, read, lab.stream);
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
    at: Array.from({ length: 16 }, () => at),
    seed: 23,
  }).map((call) => renamed(call, 'tie'));
  return { ...stage, calls: [...stage.calls.slice(0, 10), ...ties] };
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
    'keeps one row of a record whose start is moved by a day': async () => {
      for (const byMs of [-dayMs, dayMs]) await expectMove(lab, byMs);
    },

    'tells ids apart that are the same as numbers': async () => {
      const { asked, now } = ordinaryStage(lab, 26);
      const at = sameNumbers.map((_, index) => asked.to - (index + 2) * hourMs);
      const calls = createUniverse({ window: asked, count: 0, at, seed: 27 }).map((call, index) => {
        const vendorId = sameNumbers[index] ?? '';
        return { ...call, id: `universe:${vendorId}`, vendorId };
      });
      for (const reading of lab.readings) {
        const trial = lab.openTrial({ now, calls, reading });
        await lab.expectComplete(trial, { asked, calls, run: await trial.sync(asked) });
        const ids = new Set((await trial.stored()).map(({ id }) => id));
        demand(ids.size === calls.length, `${calls.length} records have ${ids.size} ids`);
      }
    },
  });
}

/** Pairs of ids that parsing as numbers makes one. */
const sameNumbers = [
  ...['1416225570.5', '1416225570.50'],
  ...['0012', '12'],
  ...['9007199254740992', '9007199254740993'],
];

/** A record of the last hours, or of the day before, is told with another start by the second sync. */
async function expectMove(lab: Lab, byMs: number): Promise<void> {
  const { now, asked: ordinary } = ordinaryStage(lab, 25);
  const { to } = ordinary;
  // Long enough that it is told within the range both times, however short slices are.
  const asked = { from: Math.min(ordinary.from, to - 2 * dayMs), to };
  const calls = createUniverse({ window: asked, count: 30, kinds: lab.kinds, seed: 25 });
  const latest = Math.min(now - 4 * hourMs, now - 4 * hourMs - byMs);
  const [moved] = calls
    .filter(({ startedAt }) => Date.parse(startedAt) < latest)
    .sort((a, b) => (a.startedAt > b.startedAt ? -1 : 1));
  demand(moved !== undefined, 'the stage has no recent call');
  const bound = boundOfSlices(lab, asked);
  const trial = lab.openTrial({ now, calls, bound, config: { lookback: 'P4D' } });
  await trial.sync(asked);
  const later = { ...moved, startedAt: toInstant(Date.parse(moved.startedAt) + byMs) };
  trial.calls.replace(later);
  trial.clock.advance(hourMs);
  const after = calls.map((call) => (call.id === moved.id ? later : call));
  await lab.expectComplete(trial, { asked, calls: after, run: await trial.sync(asked) });
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
