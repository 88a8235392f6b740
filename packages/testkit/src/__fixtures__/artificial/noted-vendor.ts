import { type CdrError, type NotesStream, type Provider, TransportError } from '@cdr/core';
import { z } from 'zod';
import { type ArtificialRecord, createArtificialVendor } from './artificial-vendor.ts';

const noteSchema = z.object({ id: z.string(), text: z.string() });

/** A vendor in memory whose every call has a note. */
export interface NotedVendor {
  provider: Provider;
  /** What the notes say, by the ids of their calls; change them as you like. */
  texts: Map<string, string>;
  /** The calls whose notes were asked for. */
  askedFor: string[];
  /** Decides what can't be told, and why not; by default since nobody answers. */
  fail: { at: (vendorId: string) => boolean; why: () => CdrError };
  /** Decides of which calls the mapping takes no notes. */
  reject: { at: (vendorId: string) => boolean };
}

/** How its stream of notes differs from a plain one. */
export interface NotesTraits {
  revisit?: string;
  minPollInterval?: string;
}

/** The artificial vendor, with a note to every call. */
export function createNotedVendor(
  records: readonly ArtificialRecord[],
  { revisit = 'PT0S', minPollInterval = 'PT0S' }: NotesTraits = {},
): NotedVendor {
  const calls = createArtificialVendor(records);
  const texts = new Map(records.map(({ key }) => [key, `on ${key}`]));
  const askedFor: string[] = [];
  const fail: NotedVendor['fail'] = {
    at: () => false,
    why: () => new TransportError({ what: 'Nobody there' }),
  };
  const reject: NotedVendor['reject'] = { at: () => false };
  const stream: NotesStream = {
    id: 'notes',
    default: true,
    kind: 'notes',
    finality: { revisit },
    limits: { minPollInterval, concurrency: 1, requestsPerSecond: null },
  };
  const { manifest } = calls.provider;
  const provider: Provider = {
    ...calls.provider,
    manifest: { ...manifest, streams: [...manifest.streams, stream] },
    createMapper: (options, settings) => {
      const mapper = calls.provider.createMapper(options, settings);
      return (row, text) => {
        const mapped = mapper(row, text);
        return mapped.ok ? { ...mapped, call: { ...mapped.call, noteCount: 1 } } : mapped;
      };
    },
    createNoteMapper: () => (row) => {
      const { id, text } = noteSchema.parse(row);
      if (reject.at(id.slice('n-'.length))) return { ok: false, reason: 'not understood yet' };
      const author = { id: null, name: null };
      const flags = { pinned: null, edited: null, deleted: null };
      return { ok: true, key: id, note: { text, createdAt: null, author, ...flags, files: [] } };
    },
    connect: (context) => ({
      ...calls.provider.connect(context),
      async readNotes({ call }) {
        askedFor.push(call.vendorId);
        if (fail.at(call.vendorId)) throw fail.why();
        const text = texts.get(call.vendorId);
        const rows = text === undefined ? [] : [{ id: `n-${call.vendorId}`, text }];
        return { rows, texts: rows.map((row) => JSON.stringify(row)) };
      },
    }),
  };
  return { provider, texts, askedFor, fail, reject };
}
