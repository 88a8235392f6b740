import {
  localTimeText,
  type Store,
  type StoredRejectedRow,
  toInstant,
  type Zone,
  zoneOf,
} from '@cdr/core';
import { assertKnown, knownSources } from '@cdr/engine';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { printable } from '../../formats/display-width.ts';
import { openSession, type Session } from '../../session/session.ts';
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
    assertKnown(sources, await knownSources(session, store));
    const zones = zonesOf(session);
    let count = 0;
    async function* lines(): AsyncGenerator<string> {
      for await (const row of rejectedOf(store, sources)) {
        count += 1;
        yield json === true
          ? `${JSON.stringify(toJson(row, raw))}\n`
          : toText(row, await zones(row.source), raw);
      }
    }
    await writeOutput(io, lines());
    if (json !== true) io.stderr.write(`${count} rejected ${count === 1 ? 'row' : 'rows'}\n`);
    return exitCodes.done;
  });
}

/** The clocks of each source; UTC for those that the store alone still knows. */
function zonesOf(session: Session): (source: string) => Promise<Zone> {
  const { sources } = session.loaded.config;
  const known = new Map<string, Promise<string>>();
  return async (source) => {
    const zone =
      known.get(source) ??
      (Object.hasOwn(sources, source) ? session.timeZoneOf(source) : Promise.resolve('UTC'));
    known.set(source, zone);
    return zoneOf(await zone);
  };
}

async function* rejectedOf(
  store: Store,
  sources: readonly string[],
): AsyncGenerator<StoredRejectedRow> {
  for (const source of sources.length === 0 ? [undefined] : sources) {
    for await (const batch of store.rejected(source)) yield* batch;
  }
}

function toJson({ raw: text, windows, ...row }: StoredRejectedRow, raw: true | undefined): object {
  const ranges = windows.map(({ from, to }) => ({ from: toInstant(from), to: toInstant(to) }));
  return { ...row, windows: ranges, ...(raw === true ? { raw: text } : {}) };
}

/** Times on the source's own clocks. */
function toText(row: StoredRejectedRow, zone: Zone, raw: true | undefined): string {
  const times = row.occurrences === 1 ? '' : ` (${row.occurrences} times)`;
  const ranges = row.windows.map(
    ({ from, to }) => `${localTimeText(from, zone)} … ${localTimeText(to, zone)}`,
  );
  const where = `${row.source}/${row.stream}  ${ranges.join(', ')} (${zone.id})`;
  const head = `${where}  ${printable(row.reason)}${times}\n`;
  return raw === true ? `${head}  ${printable(row.raw)}\n` : head;
}
