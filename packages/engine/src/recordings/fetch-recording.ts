import type { FileHandle } from 'node:fs/promises';
import {
  CdrError,
  type Clock,
  type Connection,
  type OpenRecording,
  type PartialRecording,
  type Recording,
  TransportError,
  VendorResponseError,
} from '@cdr/core';
import { isSound } from './is-sound.ts';
import type { RecordingDraft } from './recording-draft.ts';

/** What a recording is got with. */
export interface FetchRecordingInput {
  connection: Connection;
  recording: Recording;
  draft: RecordingDraft;
  signal: AbortSignal;
  clock: Clock;
}

/** A recording that is in its file now. */
export interface FetchedRecording {
  bytes: number;
  /** Media type, as the vendor told it. */
  type: string | null;
}

const maxAttempts = 5;
const deadlineMs = 3_600_000;
const maxBytes = 4 * 1024 ** 3;

/** Of a long recording, so much is flushed at a time, and needn't come again. */
const keptBytes = 8 * 1024 ** 2;

/**
 * Writes a recording into a file as it comes. When it breaks off, in this run or in an earlier one, goes
 * on where the vendor can, and begins again where it can't. Gives `null` when the vendor has none.
 */
export async function fetchRecording(input: FetchRecordingInput): Promise<FetchedRecording | null> {
  const { connection, recording, signal, clock } = input;
  const untilMs = clock.elapsedMs() + deadlineMs;
  let { partial } = input.draft;
  for (let attempt = 1; ; attempt += 1) {
    const opened: OpenRecording | null =
      (await connection.openRecording?.({ recording, partial, signal })) ?? null;
    if (opened === null) return null;
    const progress: Progress = { bytes: opened.offset };
    try {
      await writeBody(opened, { ...input, partial, untilMs, progress });
      return { bytes: progress.bytes, type: opened.type };
    } catch (error) {
      signal.throwIfAborted();
      if (!CdrError.isInstance(error) || !error.retryable || attempt === maxAttempts) throw error;
      partial = partialOf(opened, progress);
    }
  }
}

/** How many bytes of the recording are in the file. */
interface Progress {
  bytes: number;
}

interface Writing extends FetchRecordingInput {
  partial: PartialRecording | null;
  untilMs: number;
  progress: Progress;
}

function partialOf({ version }: OpenRecording, { bytes }: Progress): PartialRecording | null {
  return version === null || bytes === 0 ? null : { bytes, version };
}

async function writeBody(
  { offset, size, type, version, body }: OpenRecording,
  { partial, draft, clock, untilMs, progress }: Writing,
): Promise<void> {
  const isMisplaced = offset !== 0 && offset !== partial?.bytes;
  if (isMisplaced || !isSound(type)) {
    await body.cancel();
    throw isMisplaced ? misplaced() : otherThanSound(type);
  }
  if (offset === 0) await draft.keep(null);
  await draft.file.truncate(offset);
  let kept = offset;
  for await (const piece of body) {
    if (clock.elapsedMs() > untilMs) throw tooSlow();
    if (progress.bytes + piece.byteLength > maxBytes) throw tooLong();
    await writeAll(draft.file, piece, progress.bytes);
    progress.bytes += piece.byteLength;
    if (version === null || progress.bytes - kept < keptBytes) continue;
    kept = progress.bytes;
    await draft.keep({ bytes: kept, version });
  }
  if (progress.bytes === 0) throw empty();
  if (size !== null && size !== progress.bytes) {
    throw new TransportError({ what: `${progress.bytes} of ${size} bytes came` });
  }
}

/** One call may write less than it is given. */
async function writeAll(file: FileHandle, piece: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < piece.byteLength) {
    const rest = piece.byteLength - done;
    const { bytesWritten } = await file.write(piece, done, rest, position + done);
    done += bytesWritten;
  }
}

function otherThanSound(type: string | null): VendorResponseError {
  return new VendorResponseError({
    what: `The vendor answered with ${type} in place of a recording`,
    retryable: false,
  });
}

function empty(): VendorResponseError {
  return new VendorResponseError({ what: 'The recording is empty', retryable: false });
}

function misplaced(): VendorResponseError {
  return new VendorResponseError({
    what: 'The vendor answered with another part of the recording than was asked for',
    retryable: false,
  });
}

function tooSlow(): TransportError {
  return new TransportError({
    what: 'The recording took longer than an hour',
    retryable: false,
  });
}

function tooLong(): VendorResponseError {
  return new VendorResponseError({
    what: `The recording is longer than ${maxBytes / 1024 ** 3} GiB`,
    retryable: false,
  });
}
