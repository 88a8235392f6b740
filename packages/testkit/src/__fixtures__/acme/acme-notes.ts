import { type MappedNote, type RowList, VendorResponseError, type Zone } from '@cdr/core';
import { type HttpClient, parseRow, parseRows, readWallTime } from '@cdr/provider-kit';
import { z } from 'zod';

const noteSchema = z.object({
  id: z.string(),
  text: z.string(),
  written: z.string(),
  by: z.string().nullish(),
  pinned: z.boolean(),
});

const pageSchema = z.object({ next: z.int().nullable() });

/** The notes to a call: Acme says on each page which one comes next. */
export async function readNotePages(
  client: HttpClient,
  call: string,
  signal: AbortSignal,
): Promise<RowList> {
  const rows: unknown[] = [];
  const texts: string[] = [];
  for (let page: number | null = 1; page !== null; ) {
    const list: RowList & { next: number | null } = await client.request({
      path: '/v1/notes',
      query: { call, page },
      signal,
      read: readNotePage,
    });
    rows.push(...list.rows);
    texts.push(...list.texts);
    page = list.next;
  }
  return { rows, texts };
}

/** Reads one note. */
export function mapNote(row: unknown, zone: Zone): MappedNote {
  const parsed = parseRow(noteSchema, row);
  if (!parsed.ok) return parsed;
  const { id, text, written, by, pinned } = parsed.value;
  const time = readWallTime(written, zone);
  if (time === null) return { ok: false, reason: 'written: no wall time' };
  const author = { id: null, name: by ?? null };
  const unknown = { edited: null, deleted: null, files: [] };
  return { ok: true, key: id, note: { text, createdAt: time.instant, author, pinned, ...unknown } };
}

function readNotePage(text: string): RowList & { next: number | null } {
  const { json, rows, texts } = parseRows(text, 'notes');
  const page = pageSchema.safeParse(json);
  if (!page.success)
    throw new VendorResponseError({ what: 'The answer does not say what is next' });
  return { rows, texts, next: page.data.next };
}
