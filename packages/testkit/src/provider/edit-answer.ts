import { type ParsedRows, parseRows } from '@cdr/provider-kit';
import type { FaultPlan } from '../faults/fault.ts';
import type { AnswerShape } from './provider-subject.ts';

/** The list in an answer, open to change. */
export interface AnswerList {
  /** The rows, each as its JSON text. */
  texts: string[];
  /** How many rows the vendor counts; `null` where it tells none. */
  total: number | null;
}

/**
 * The answer with another list, all else as it was; answers that hold no such list, such as errors
 * and tokens, stay as they are.
 */
export function editAnswer(
  body: string,
  { rows, total }: AnswerShape,
  edit: (list: AnswerList) => AnswerList,
): string {
  const parsed = findList(body, rows);
  if (parsed === null) return body;
  const members = isRecord(parsed.json) ? parsed.json : {};
  const counted = total === null ? null : Number(members[total]);
  const edited = edit({ texts: [...parsed.texts], total: counted });
  const list = `[${edited.texts.join(',')}]`;
  if (rows === null) return list;
  const written = Object.entries(members).map(([name, value]) => {
    if (name === rows) return `${JSON.stringify(name)}:${list}`;
    return `${JSON.stringify(name)}:${JSON.stringify(name === total ? edited.total : value)}`;
  });
  return `{${written.join(',')}}`;
}

/** Changes the list of every answer. */
export function editing(shape: AnswerShape, edit: (list: AnswerList) => AnswerList): FaultPlan {
  return () => ({ kind: 'edit', edit: (body) => editAnswer(body, shape, edit) });
}

function findList(body: string, rows: string | null): ParsedRows | null {
  try {
    return parseRows(body, rows ?? undefined);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
