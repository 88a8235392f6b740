import {
  boundRules,
  type Connection,
  createCalendar,
  type NotesStream,
  renderBounds,
  type StatisticsStream,
  streamsOf,
  toEpochMs,
  zoneOf,
} from '@cdr/core';
import { vendorCallId } from '../sync/call-ids.ts';
import { rowTexts } from '../sync/row-texts.ts';
import type { Source } from './source.ts';

/** A source about to be tried. */
interface Trial {
  source: Source;
  connection: Connection;
  signal: AbortSignal;
}

const dayMs = 86_400_000;

/**
 * Proves reach and credentials of a source, and that it may read its streams of statistics and of
 * notes; gives a line that says what answered. Somebody waits for it, so a failed request is sent once
 * more and no oftener. Throws the provider's `CdrError`.
 */
export async function checkSource(source: Source, signal: AbortSignal): Promise<string> {
  const connection = source.connect(() => {}, { retryLimit: 1 });
  const told = [await connection.check(signal)];
  const trial = { source, connection, signal };
  for (const stream of source.streams) {
    if (stream.kind === 'statistics') told.push(await tryStatistics(trial, stream));
    if (stream.kind === 'notes') told.push(await tryNotes(trial, stream));
  }
  return told.join('; ');
}

/** Asks for the interval that runs. */
async function tryStatistics(
  { source, connection, signal }: Trial,
  stream: StatisticsStream,
): Promise<string> {
  const calendar = createCalendar(stream.interval, zoneOf(source.settings.timeZone));
  const { from, to } = calendar.at(source.clock.now());
  await connection.readStatistics?.({ stream: stream.id, owned: { from, to }, signal });
  return `${stream.id} answers`;
}

/** Asks for the notes of a recent call that has some. */
async function tryNotes(trial: Trial, stream: NotesStream): Promise<string> {
  const call = await findNotedCall(trial);
  if (call === null) return `${stream.id} not tried: no recent call has any`;
  await trial.connection.readNotes?.({ stream: stream.id, call, signal: trial.signal });
  return `${stream.id} answers`;
}

/** A call with notes, of those that the vendor tells first of the last 24 hours. */
async function findNotedCall({ source, connection, signal }: Trial) {
  const stream = streamsOf(source.provider.manifest, 'calls').find(
    ({ identity }) => identity === 'id',
  );
  if (stream === undefined) return null;
  const to = source.clock.now();
  const owned = { from: to - dayMs, to };
  const bounds = renderBounds(owned, boundRules(stream), zoneOf(source.settings.timeZone));
  for await (const page of connection.read({ stream: stream.id, owned, bounds, signal })) {
    for (const [index, text] of rowTexts(page).entries()) {
      const mapped = source.mapper(page.rows[index], text);
      if (!mapped.ok || (mapped.call.noteCount ?? 0) === 0) continue;
      const { key } = mapped;
      const startedAt = toEpochMs(mapped.call.startedAt);
      return { id: vendorCallId(source.name, key), vendorId: key, startedAt };
    }
    return null;
  }
  return null;
}
