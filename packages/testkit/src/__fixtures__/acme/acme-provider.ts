import {
  createCalendar,
  createCallFields,
  formatWallTime,
  type MappedRow,
  type Page,
  type Provider,
  toInstant,
  unknownParty,
  VendorResponseError,
  type Zone,
  zoneOf,
} from '@cdr/core';
import {
  baseUrlOption,
  createBearerAuthorizer,
  createEnumReader,
  createHttpClient,
  defineProvider,
  type OffsetPaging,
  parseRow,
  parseRows,
  readOffsetPages,
  readWallTime,
  secret,
} from '@cdr/provider-kit';
import { z } from 'zod';
import { acmeManifest } from './acme-manifest.ts';
import { mapNote, readNotePages } from './acme-notes.ts';
import { mapSums, unitOfSums } from './acme-sums.ts';

/** What config says of an Acme source. */
export interface AcmeOptions {
  baseUrl: string;
  token: string;
}

/** How an Acme provider reads a list; the kit's own way, or one that is wrong. */
export type ReadList = (paging: OffsetPaging) => AsyncIterable<Page>;

const rowSchema = z.object({
  id: z.union([z.string(), z.number()]),
  start: z.string(),
  caller: z.string().nullish(),
  callee: z.string().nullish(),
  seconds: z.number().nullish(),
  state: z.string().nullish(),
  sound: z.string().nullish(),
  notes: z.int().nullish(),
});

const totalSchema = z.object({ total: z.int().nonnegative() });

const readDisposition = createEnumReader(
  { ok: 'answered', missed: 'no-answer', busy: 'busy', failed: 'failed' },
  'unknown',
);

/** A provider as small as they come. */
export function createAcmeProvider(readList: ReadList = readOffsetPages): Provider<AcmeOptions> {
  return defineProvider({
    manifest: acmeManifest,
    options: z.strictObject({ baseUrl: baseUrlOption('https://acme.test'), token: secret() }),

    createMapper(_options, settings) {
      const zone = zoneOf(settings.timeZone);
      return (row) => {
        const parsed = parseRow(rowSchema, row);
        return parsed.ok ? toCall(parsed.value, zone) : parsed;
      };
    },

    createStatisticsMapper(_options, settings, stream) {
      const calendar = createCalendar(stream.interval, zoneOf(settings.timeZone));
      return { parameters: {}, map: (row, _text, owned) => mapSums(row, owned, calendar) };
    },

    createNoteMapper(_options, settings) {
      const zone = zoneOf(settings.timeZone);
      return (row) => mapNote(row, zone);
    },

    connect(context) {
      const { baseUrl, token } = context.options;
      const clientOf = (requestsPerSecond: number | null) =>
        createHttpClient(context, {
          baseUrl,
          requestsPerSecond,
          authorizer: createBearerAuthorizer(token),
          secrets: [token],
          maxResponseBytes: 1_000_000,
        });
      const client = clientOf(null);
      const notesClient = clientOf(10);
      const fetchPage = (query: Record<string, string | number>, signal: AbortSignal) =>
        client.request({ path: '/v1/calls', query, signal, read: readPage });

      return {
        async check(signal) {
          const wall = zoneOf(context.settings.timeZone).toWall(context.clock.now());
          const now = formatWallTime(wall).slice(0, 16);
          const { total } = await fetchPage({ from: now, to: now, offset: 0, limit: 1 }, signal);
          return `Acme answered: ${total} calls this very minute`;
        },
        read({ bounds, signal }) {
          const range = { from: bounds.from.wall.slice(0, 16), to: bounds.to.wall.slice(0, 16) };
          return readList({
            pageSize: 10,
            signal,
            fetchPage: (offset, limit) => fetchPage({ ...range, offset, limit }, signal),
          });
        },
        openRecording: ({ recording: { url }, partial, signal }) =>
          client.download({ url: url ?? '', partial, signal }),
        readStatistics({ stream, owned, signal }) {
          const bounds = { from: toInstant(owned.from), to: toInstant(owned.to) };
          const query = { ...bounds, by: unitOfSums(stream) };
          const read = (text: string) => parseRows(text, 'sums');
          return client.request({ path: '/v1/sums', query, signal, read });
        },
        readNotes: ({ call, signal }) => readNotePages(notesClient, call.vendorId, signal),
      };
    },
  });
}

function readPage(text: string): Page {
  const { json, rows, texts } = parseRows(text, 'calls');
  const counted = totalSchema.safeParse(json);
  if (!counted.success) throw new VendorResponseError({ what: 'The answer has no total' });
  return { rows, texts, total: counted.data.total };
}

function toCall(row: z.infer<typeof rowSchema>, zone: Zone): MappedRow {
  const start = readWallTime(row.start, zone);
  if (start === null) return { ok: false, reason: 'start: no wall time' };
  const call = createCallFields({
    vendorId: String(row.id),
    disposition: readDisposition(row.state),
    startedAt: start.instant,
    timePrecision: 'second',
    timeZone: zone.id,
    timeAmbiguous: start.ambiguous,
    durationMs: typeof row.seconds === 'number' ? row.seconds * 1000 : null,
    from: { ...unknownParty, number: row.caller ?? null },
    to: { ...unknownParty, number: row.callee ?? null },
    recording: row.sound ? { ref: null, url: row.sound, downloadUrl: null } : null,
    noteCount: row.notes ?? null,
  });
  return { ok: true, key: String(row.id), call };
}
