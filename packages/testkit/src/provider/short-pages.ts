import type { FaultPlan } from '../faults/fault.ts';
import { editing } from './edit-answer.ts';
import type { AnswerShape } from './provider-subject.ts';

/** Cuts every page to that many rows, as a vendor that pages by offset may do. */
export function shortPages(shape: AnswerShape, rows: number): FaultPlan {
  return editing(shape, ({ texts, total }) => ({ texts: texts.slice(0, rows), total }));
}
