import { answerJson } from '@cdr/provider-kit';
import { answerInvalid } from './answer-error.ts';
import type { CdrContext, CdrFinder } from './cdr-list.ts';
import { type CdrQueryContext, readCdrQuery } from './cdr-query.ts';
import type { Parameters } from './parameters.ts';
import { type CallerForm, writeCdr } from './write-cdr.ts';

/** How `/pbx/cdr` is answered. */
export interface CdrRules extends CdrQueryContext, CdrContext {
  find: CdrFinder;
  /** The list, or an object with it, like the vendor's other lists. */
  answer: 'list' | 'object';
  callerForm: CallerForm;
}

/** A page of call records. */
export async function answerCdrs(parameters: Parameters, rules: CdrRules): Promise<Response> {
  const query = readCdrQuery(parameters, rules);
  if (typeof query === 'string') return answerInvalid(query);
  const { rows, total } = await rules.find(query, rules);
  const list = `[${rows.map((row) => writeCdr(row, rules.callerForm)).join(',')}]`;
  if (rules.answer === 'list') return answerJson(200, list);
  const { offset, limit } = query;
  return answerJson(200, `{"offset":${offset},"limit":${limit},"total":${total},"cdrs":${list}}`);
}
