import {
  type CallFilter,
  ConfigError,
  type NoteFilter,
  type Store,
  type Zone,
  zoneOf,
} from '@cdr/core';
import { knownSources, selectCalls, type TimeOptions } from '@cdr/engine';
import { csvSeparators, type ExportFormat, formatNotes, noteColumns } from '@cdr/export';
import { parquetRows } from '@cdr/store';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { chooseFormat } from '../../formats/choose-format.ts';
import { tableOfNotes } from '../../formats/note-table.ts';
import {
  countSelectedNotes,
  type NoteWords,
  readSelectedNotes,
} from '../../session/note-selection.ts';
import { openSession, type Session } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { counted, mayHaveMore, planListing, tellCount } from '../../terminal/listing.ts';
import { writeOutput } from '../../terminal/write-output.ts';
import type { GlobalOptions } from '../command-context.ts';

/** What `cdr notes` takes. */
export interface NotesOptions extends GlobalOptions, TimeOptions, NoteWords {
  source?: string[] | undefined;
  /** Ids of calls, or the vendors' own. */
  call?: string[] | undefined;
  limit?: number | undefined;
  format?: 'table' | ExportFormat | undefined;
  separator: keyof typeof csvSeparators;
  output?: string | undefined;
  raw?: true | undefined;
}

/** Writes stored notes in the format asked for. */
export async function runNotes(io: CliIo, options: NotesOptions): Promise<ExitCode> {
  const format = chooseFormat(io, options);
  const raw = options.raw === true;
  if (format === 'table' && raw) {
    throw new ConfigError({ what: 'A table has no room for --raw', todo: 'Add --format json' });
  }
  const session = await openSession(io, options);
  return session.withStoreToRead(async (store) => {
    const filters = await noteFilters(session, store, options);
    const listing = planListing(io, { ...options, format });
    const { limit, width } = listing;
    const selected = { filters, words: options };
    const read = counted(readSelectedNotes(store, selected, { limit, raw }));
    const zoneOfSource = await zonesOf(session, store, options);
    const separator = csvSeparators[options.separator];
    const chunks =
      format === 'table'
        ? tableOfNotes(read.batches, { zoneOfSource, width })
        : format === 'parquet'
          ? parquetRows(read.batches, noteColumns({ zoneOfSource, raw }))
          : formatNotes(read.batches, format, { zoneOfSource, raw, separator });
    await writeOutput(io, chunks, options.output);
    const count = read.count();
    const all = mayHaveMore(listing, count) ? await countSelectedNotes(store, selected) : null;
    tellCount(io, { ...options, format }, { count, all, nouns: ['note', 'notes'] });
    return exitCodes.done;
  });
}

/** Which notes the options mean, apart from what the notes say. */
async function noteFilters(
  session: Session,
  store: Store,
  options: NotesOptions,
): Promise<NoteFilter[]> {
  const { source, call } = options;
  const filter = source === undefined ? {} : { source };
  const known = await knownSources(session, store);
  const { filters } = await selectCalls(session, { filter, times: options, known });
  if (call === undefined) return filters.map(noteFilterOf);
  const callId = call.flatMap((id) => [id, ...known.map((own) => `${own}:${id}`)]);
  return filters.map((own) => ({ ...noteFilterOf(own), callId }));
}

function noteFilterOf({ source, from, to }: CallFilter): NoteFilter {
  return {
    ...(source === undefined ? {} : { source }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** On whose clocks the times of a source are shown; sources that config no longer knows: UTC's. */
async function zonesOf(
  session: Session,
  store: Store,
  { timeZone }: NotesOptions,
): Promise<(source: string) => Zone> {
  if (timeZone !== undefined) return () => zoneOf(timeZone);
  const configured = Object.keys(session.loaded.config.sources);
  const names = (await knownSources(session, store)).filter((own) => configured.includes(own));
  const zones = new Map(
    await Promise.all(
      names.map(async (own) => [own, zoneOf(await session.timeZoneOf(own))] as const),
    ),
  );
  return (source) => zones.get(source) ?? zoneOf('UTC');
}
