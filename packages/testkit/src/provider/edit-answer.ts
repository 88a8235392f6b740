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
  const path = total?.split('.') ?? [];
  const counted = total === null ? null : Number(valueAt(members, path));
  const edited = edit({ texts: [...parsed.texts], total: counted });
  const list = `[${edited.texts.join(',')}]`;
  if (rows === null) return list;
  const others = total === null ? members : withValueAt(members, path, edited.total);
  const written = Object.entries(others).map(([name, value]) => {
    const text = name === rows ? list : JSON.stringify(value);
    return `${JSON.stringify(name)}:${text}`;
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

function valueAt(members: Record<string, unknown>, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (isRecord(value) ? value[name] : null), members);
}

/** A copy in which the member at the end of the path has that value. */
function withValueAt(
  members: Record<string, unknown>,
  [name = '', ...rest]: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const inner = members[name];
  const changed = rest.length > 0 && isRecord(inner) ? withValueAt(inner, rest, value) : value;
  return { ...members, [name]: changed };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
