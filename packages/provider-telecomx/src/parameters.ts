import { z } from 'zod';

/** What a request asks for: the names and values of its query, or of the JSON in its body. */
export type Parameters = Readonly<Record<string, unknown>>;

const parametersSchema = z.record(z.string(), z.unknown());

/** The parameters of a request; `null` for a body that isn't a JSON object. */
export async function readParameters(request: Request): Promise<Parameters | null> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const text = request.method === 'POST' ? await request.text() : '';
  if (text.trim() === '') return query;
  try {
    return { ...query, ...parametersSchema.parse(JSON.parse(text)) };
  } catch {
    return null;
  }
}

/** A parameter as text; `null` when it is absent, null or "". What is no scalar is told as JSON. */
export function textOf(parameters: Parameters, name: string): string | null {
  const value = parameters[name] ?? '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === '' ? null : text;
}

/** Whether a parameter is given as true. */
export function isTrue(parameters: Parameters, name: string): boolean {
  return ['true', '1'].includes(textOf(parameters, name) ?? '');
}

/** A whole number; `absent` when it isn't given, `null` when it is none. */
export function countOf(parameters: Parameters, name: string, absent: number): number | null {
  const text = textOf(parameters, name);
  if (text === null) return absent;
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
