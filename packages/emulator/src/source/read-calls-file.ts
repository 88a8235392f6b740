import { createReadStream } from 'node:fs';
import { type Call, type CallSource, ConfigError, callSchema } from '@cdr/core';
import { createConstantSource } from './call-source.ts';
import { orderCalls } from './order-calls.ts';

/** A line of another kind lacks all fields; naming the first of them tells enough. */
const maxProblems = 5;

/**
 * Reads a file of canonical calls: NDJSON in UTF-8, one call a line, in any order; empty lines
 * don't count. The calls are held in memory, the file isn't. Throws `ConfigError` naming file,
 * line and field when the file can't be read, a line is no call, or an id comes twice.
 */
export async function readCallsFile(path: string): Promise<CallSource> {
  const calls: Call[] = [];
  const lineOf = new Map<string, number>();
  let line = 0;
  for await (const text of linesOf(path)) {
    line += 1;
    if (text.trim() === '') continue;
    const where = `${path}, line ${line}`;
    const call = parseCall(text, where);
    const earlier = lineOf.get(call.id);
    if (earlier !== undefined) {
      throw new ConfigError({ what: `id: the call of line ${earlier} has the same id`, where });
    }
    lineOf.set(call.id, line);
    calls.push(call);
  }
  const ordered = orderCalls(calls);
  return createConstantSource(ordered);
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (cause) {
    throw new ConfigError({
      what: 'The file of calls cannot be read',
      where: path,
      todo: 'Check that it exists and that it may be read',
      cause,
    });
  }
  yield rest + decoder.decode();
}

/** What is wrong is told by the field's name alone: lines hold phone numbers. */
function parseCall(text: string, where: string): Call {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ConfigError({
      what: 'The line is not JSON',
      where,
      todo: 'Write one call a line, as `cdr calls --format ndjson` does',
    });
  }
  const parsed = callSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const wrong = issues
    .slice(0, maxProblems)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`));
  if (issues.length > maxProblems) wrong.push(`and ${issues.length - maxProblems} more`);
  throw new ConfigError({
    what: `The line is not a call: ${wrong.join('; ')}`,
    where,
    todo: 'Write whole calls, with null for what is not known, as `cdr calls --format ndjson` does',
  });
}
