import { type Store, type StoredRejectedRow, toInstant } from '@cdr/core';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { printable } from '../../formats/display-width.ts';
import { knownSources } from '../../session/known-sources.ts';
import { openSession } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { writeOutput } from '../../terminal/write-output.ts';
import type { GlobalOptions } from '../command-context.ts';

/** What `cdr rejected list` takes. */
export interface RejectedListOptions extends GlobalOptions {
  /** None means all of the store. */
  sources: readonly string[];
  raw?: true | undefined;
  json?: true | undefined;
}

/** Lists rejected rows, the oldest first; their text only when asked for. */
export async function runRejectedList(
  io: CliIo,
  { sources, raw, json, ...globals }: RejectedListOptions,
): Promise<ExitCode> {
  const session = await openSession(io, globals);
  return session.withStoreToRead(async (store) => {
    await knownSources(session, store, sources);
    let count = 0;
    async function* lines(): AsyncGenerator<string> {
      for await (const row of rejectedOf(store, sources)) {
        count += 1;
        yield json === true ? `${JSON.stringify(toJson(row, raw))}\n` : toText(row, raw);
      }
    }
    await writeOutput(io, lines());
    if (json !== true) io.stderr.write(`${count} rejected ${count === 1 ? 'row' : 'rows'}\n`);
    return exitCodes.done;
  });
}

async function* rejectedOf(
  store: Store,
  sources: readonly string[],
): AsyncGenerator<StoredRejectedRow> {
  for (const source of sources.length === 0 ? [undefined] : sources) {
    for await (const batch of store.rejected(source)) yield* batch;
  }
}

function toJson({ raw: text, window, ...row }: StoredRejectedRow, raw: true | undefined): object {
  const range = { from: toInstant(window.from), to: toInstant(window.to) };
  return { ...row, window: range, ...(raw === true ? { raw: text } : {}) };
}

function toText(row: StoredRejectedRow, raw: true | undefined): string {
  const times = row.occurrences === 1 ? '' : ` (${row.occurrences} times)`;
  const range = `${toInstant(row.window.from)}/${toInstant(row.window.to)}`;
  const head = `${row.source}/${row.stream}  ${range}  ${printable(row.reason)}${times}\n`;
  return raw === true ? `${head}  ${printable(row.raw)}\n` : head;
}
