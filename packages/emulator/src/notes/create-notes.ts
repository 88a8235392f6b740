import { hash } from 'node:crypto';
import { type Call, type Note, type NoteFile, toEpochMs, toInstant } from '@cdr/core';
import type { Some } from '../generate/countries/country.ts';
import { createRandom, type Random } from '../generate/random.ts';
import { noteTexts } from './note-texts.ts';

const minuteMs = 60_000;

const files: Some<Pick<NoteFile, 'name' | 'mimeType' | 'description'>> = [
  { name: 'umowa.pdf', mimeType: 'application/pdf', description: 'Umowa – wersja 2' },
  { name: 'zdjęcie "1".jpg', mimeType: 'image/jpeg', description: null },
];

/**
 * As many notes as the call says that it has, made up from its id: the same call has always the same
 * ones. Most are written within the hour, some days later.
 */
export function createNotes(call: Call): Note[] {
  const random = createRandom();
  return Array.from({ length: call.noteCount ?? 0 }, (_, index) => {
    const digest = hash('sha256', `${call.id}\n${index}`);
    random.seed(Number.parseInt(digest.slice(0, 8), 16), Number.parseInt(digest.slice(8, 16), 16));
    return createNote(call, toUuid(digest), random);
  }).sort((a, b) => compareTexts(a.createdAt ?? '', b.createdAt ?? ''));
}

function createNote(call: Call, uuid: string, random: Random): Note {
  const end = toEpochMs(call.startedAt) + (call.durationMs ?? 0);
  const isLate = random.chance(0.15);
  const createdAt = toInstant(
    end + 1000 + random.logNormal(isLate ? 900 * minuteMs : minuteMs, 0.7),
  );
  const [agent] = call.agents;
  return {
    id: `${call.source}:${uuid}`,
    source: call.source,
    callId: call.id,
    text: random.pick(noteTexts),
    createdAt,
    author: { id: agent?.id ?? null, name: agent?.name ?? null },
    pinned: random.chance(0.05),
    edited: random.chance(0.2),
    deleted: random.chance(0.03),
    files: random.chance(0.1)
      ? [
          {
            ...random.pick(files),
            id: toUuid(hash('sha256', uuid)),
            sizeBytes: 1 + random.below(4_000_000),
            uploadedAt: createdAt,
          },
        ]
      : [],
  };
}

/** Thirty-two hexadecimal digits in the shape of a random UUID (RFC 9562, version 4). */
function toUuid(digest: string): string {
  const parts = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `4${digest.slice(13, 16)}`,
    `a${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ];
  return parts.join('-');
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
