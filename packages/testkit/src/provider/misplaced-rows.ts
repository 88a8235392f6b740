import type { Store } from '@cdr/core';
import type { FaultPlan } from '../faults/fault.ts';
import { listRejected } from '../store/store-content.ts';
import { badRowTexts } from './bad-row-texts.ts';
import { demand } from './conformance-error.ts';
import { editing } from './edit-answer.ts';
import type { AnswerShape } from './provider-subject.ts';

/** Puts bad rows among the rows of every answer: one in front, the others behind. */
export function misplacing(shape: AnswerShape): FaultPlan {
  const [first, ...others] = badRowTexts;
  return editing(shape, ({ texts, total }) => ({
    texts: [first, ...texts, ...others],
    total: total === null ? null : total + badRowTexts.length,
  }));
}

/** Demands that every bad row was kept word for word, with a reason, and nothing else was. */
export async function expectBadRows(store: Store): Promise<void> {
  const rejected = await listRejected(store);
  for (const { raw, reason } of rejected) {
    demand(badRowTexts.includes(raw), `a bad row is kept as ${raw}`);
    demand(reason !== '', 'a bad row is kept without a reason');
  }
  for (const text of badRowTexts) {
    demand(
      rejected.some(({ raw }) => raw === text),
      `the bad row ${text} is not kept`,
    );
  }
}
