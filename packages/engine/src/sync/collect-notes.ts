import {
  type CallNotes,
  canonicalText,
  type NoteMapper,
  type NoteRow,
  type NotesDue,
  type RejectedRow,
  type RowList,
} from '@cdr/core';
import type { Fingerprint } from './fingerprint.ts';
import { rowTexts } from './row-texts.ts';

/** What the answers of a stream of notes are made of. */
export interface NotesCollection {
  source: string;
  mapper: NoteMapper;
  fingerprint: Fingerprint;
  keepRaw: boolean;
}

/** The notes of a call, and how many rows told them: rows + rejected + duplicate. */
export interface CollectedNotes {
  notes: CallNotes;
  received: number;
  /** Notes that were told twice. */
  duplicate: number;
}

/** Takes the notes of a call out of its answer. */
export function collectNotes(
  { source, mapper, fingerprint, keepRaw }: NotesCollection,
  { callId, startedAt, noteCount }: Omit<NotesDue, 'vendorId'>,
  answer: RowList,
): CollectedNotes {
  const byId = new Map<string, NoteRow>();
  const rejected: RejectedRow[] = [];
  const { rows } = answer;
  rowTexts(answer).forEach((text, index) => {
    const row = rows[index];
    const mapped = mapper(row, text);
    if (!mapped.ok) {
      rejected.push({ raw: text, reason: mapped.reason });
      return;
    }
    const { key, note } = mapped;
    const raw = keepRaw ? text : null;
    const own = { id: `${source}:${key}`, note, raw, hash: fingerprint(row) };
    const rival = byId.get(own.id);
    // Of two with one id, the one that stays is chosen by content, not by the order of answers.
    if (rival === undefined || canonicalText(note) > canonicalText(rival.note)) {
      byId.set(own.id, own);
    }
  });
  const notes = [...byId.values()];
  const duplicate = rows.length - notes.length - rejected.length;
  return {
    notes: { callId, startedAt, noteCount, rows: notes, rejected },
    received: rows.length,
    duplicate,
  };
}
