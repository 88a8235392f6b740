import type { FaultPlan } from '../faults/fault.ts';
import { type AnswerList, editing } from './edit-answer.ts';
import type { AnswerShape } from './provider-subject.ts';

/** Fewer rows than anybody asks for. */
const smallPage = 7;

/** Cuts every page short, which a vendor that pages by offset may do. */
export function shortPages(shape: AnswerShape): FaultPlan {
  return editing(shape, firstRows);
}

/** The list as far as a short page goes. */
export function firstRows({ texts, total }: AnswerList): AnswerList {
  return { texts: texts.slice(0, smallPage), total };
}
