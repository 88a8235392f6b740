import type { FaultPlan } from '../../faults/fault.ts';
import { createUniverse } from '../../universe/create-universe.ts';
import { smallUniverse } from '../bound.ts';
import { type Check, checkGroup } from '../check.ts';
import { ConformanceError } from '../conformance-error.ts';
import { atEachRequest, countRequests, expectExact, expectRecovery } from '../drills.ts';
import { type AnswerList, editAnswer, editing } from '../edit-answer.ts';
import type { Lab } from '../lab.ts';
import type { AnswerShape } from '../provider-subject.ts';
import { minuteMs, ordinaryStage, type Stage } from '../stage.ts';
import type { Trial } from '../trial.ts';
import { tieStage } from './records.ts';

/** Whatever pages and totals do, a run is complete only with the truth in the store. */
export function pageChecks(lab: Lab): Check[] {
  const { answers, stream } = lab;
  return [
    ...(lab.canShortenPages ? pagingChecks(lab) : []),
    ...(answers !== null && stream.paging.total === 'exact' ? totalChecks(lab, answers) : []),
  ];
}

function pagingChecks(lab: Lab): Check[] {
  return checkGroup('pages', {
    'reads on behind pages that are shorter than asked for': () =>
      expectExact(lab, ordinaryStage(lab, 31), { pages: 'short' }),

    'reads the same whatever the size of pages': async () => {
      for (const pages of [1, 2, 5, 11]) {
        await expectExact(lab, smallStage(lab, 41, pages + 6), { pages });
      }
    },

    'reads records of the same instant that fill several pages': () =>
      expectExact(lab, tieStage(lab), { pages: 'short' }),

    'is exact when a page comes a second time in place of the next': async () => {
      const stage = ordinaryStage(lab, 32);
      const requests = await countRequests(lab, stage, { pages: 'short' });
      await atEachRequest(requests, (at) =>
        expectExact(lab, stage, { pages: 'short', faults: repeatingPage(at, lab.answers) }),
      );
    },

    'is exact when a record arrives while pages are read': async () => {
      const stage = ordinaryStage(lab, 33);
      const requests = await countRequests(lab, stage, { pages: 'short' });
      for (const start of [stage.asked.to - minuteMs, stage.asked.from + minuteMs]) {
        await atEachRequest(requests, (at) => expectArrival(lab, stage, { start, at }));
      }
    },
  });
}

/**
 * So few calls that each may have a page of its own. Where nobody counts, every page is asked for
 * once more, together with the row before it.
 */
function smallStage(lab: Lab, seed: number, count: number): Stage {
  const stage = ordinaryStage(lab, seed);
  const bound = { requests: smallUniverse.requests + 2 * count };
  return { ...stage, calls: stage.calls.slice(-count), bound };
}

/** A record comes up at the vendor when that request has been sent. */
async function expectArrival(
  lab: Lab,
  stage: Stage,
  { start, at }: { start: number; at: number },
): Promise<void> {
  const [arrival] = createUniverse({ window: stage.asked, count: 0, at: [start], seed: 34 });
  if (arrival === undefined) throw new ConformanceError('no record arrives');
  const late = { ...arrival, id: 'universe:late', vendorId: '1500000000.10' };
  let trial: Trial | null = null;
  const faults: FaultPlan = (index) => {
    if (index === at) trial?.calls.insert(late);
    return null;
  };
  trial = lab.openTrial({ ...stage, pages: 'short', faults });
  const run = await trial.sync(stage.asked);
  const [told] = await lab.tell([late]);
  const isStored = (await trial.stored()).some(({ id }) => id === told?.call.id);
  const calls = isStored ? [...stage.calls, late] : stage.calls;
  await lab.expectComplete(trial, { ...stage, calls, run });
}

function totalChecks(lab: Lab, shape: AnswerShape): Check[] {
  const { maxPageSize } = lab.stream.paging;
  const wrong = (more: number) => editing(shape, (list) => withTotalOff(list, more, maxPageSize));
  const emptied = editing(shape, ({ total }) => ({ texts: [], total }));
  const robbed = editing(shape, ({ texts, total }) => ({ texts: texts.slice(0, -1), total }));

  return checkGroup('pages', {
    'is exact when one answer tells another total': async () => {
      const stage = ordinaryStage(lab, 35);
      const requests = await countRequests(lab, stage);
      for (const more of [1, -1]) {
        await atEachRequest(requests, (at) =>
          expectExact(lab, stage, { faults: onlyAt(at, wrong(more)) }),
        );
      }
    },

    'is never complete when totals keep moving': () =>
      expectRecovery(
        lab,
        ordinaryStage(lab, 36),
        (index, request) => wrong(1 + (index % 3))(index, request),
        { pages: 'short' },
      ),

    'is never complete when totals are one too high': () =>
      expectRecovery(lab, ordinaryStage(lab, 37), wrong(1)),

    'is never complete when totals are one too low': () =>
      expectRecovery(lab, ordinaryStage(lab, 38), wrong(-1)),

    'is exact when one answer is empty though its total is not': async () => {
      const stage = ordinaryStage(lab, 39);
      const requests = await countRequests(lab, stage);
      await atEachRequest(requests, (at) =>
        expectExact(lab, stage, { faults: onlyAt(at, emptied) }),
      );
    },

    'is exact when one answer lacks a record that its total counts': async () => {
      // What a page lacks that isn't empty, the next one may begin with.
      await expectRobbery(lab, { stage: ordinaryStage(lab, 42), pages: 'short', robbed });
      await expectRobbery(lab, { stage: smallStage(lab, 42, 7), pages: 1, robbed });
    },

    'is never complete when answers are empty though their totals are not': () =>
      expectRecovery(lab, ordinaryStage(lab, 40), emptied),
  });
}

async function expectRobbery(
  lab: Lab,
  { stage, robbed, pages }: { stage: Stage; robbed: FaultPlan; pages: 'short' | number },
): Promise<void> {
  const requests = await countRequests(lab, stage, { pages });
  await atEachRequest(requests, (at) =>
    expectExact(lab, stage, { pages, faults: onlyAt(at, robbed) }),
  );
}

/** A total that is wrong by that much, but where full pages would agree with it: nobody could tell. */
function withTotalOff(
  { texts, total }: AnswerList,
  more: number,
  maxPageSize: number | null,
): AnswerList {
  const wrong = (total ?? 0) + more;
  const isPlausible = wrong === texts.length || (maxPageSize !== null && wrong % maxPageSize === 0);
  return { texts, total: wrong < 0 || (more < 0 && isPlausible) ? total : wrong };
}

function onlyAt(at: number, plan: FaultPlan): FaultPlan {
  return (index, request) => (index === at ? plan(index, request) : null);
}

/** An answer that holds a whole list is not repeated: it might be the next list, and nobody could tell. */
function repeatingPage(at: number, shape: AnswerShape | null): FaultPlan {
  let before: string | null = null;
  return (index) => ({
    kind: 'edit',
    edit(body) {
      const answer = index === at && before !== null ? before : body;
      before = shape === null || !holdsWholeList(body, shape) ? body : null;
      return answer;
    },
  });
}

function holdsWholeList(body: string, shape: AnswerShape): boolean {
  let isWhole = false;
  editAnswer(body, shape, (list) => {
    isWhole = list.texts.length === list.total;
    return list;
  });
  return isWhole;
}
