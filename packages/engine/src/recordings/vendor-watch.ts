import { CdrError, type Connection, type Recording } from '@cdr/core';
import { isSound } from './is-sound.ts';

/**
 * What to think of a vendor: it gives recordings, or so one may hope; it failed so often in a row that
 * one must doubt it; nobody asks it any more.
 */
type Standing = 'trusted' | 'doubted' | 'given-up';

/** Tells a vendor that is away from recordings that are broken. */
export interface VendorWatch {
  /** What to think of the vendor before it is asked for another recording; may ask it for an earlier one. */
  standing(): Promise<Standing>;
  /** The vendor gave a recording. */
  gave(recording: Recording): void;
  /** The vendor answered, if only that it hasn't got a recording. */
  answered(): void;
  failed(error: CdrError): void;
  giveUp(): void;
}

/** What a watch needs. */
export interface WatchInput {
  connection: Connection;
  signal: AbortSignal;
  /** Hears why the vendor was given up, once. */
  onGivenUp: (reason: string) => void;
}

/** A failure says something of one recording, or of all: so many of them in a row may be of all. */
const maxFailuresInRow = 5;

/**
 * Watches how a vendor answers. After some failures in a row it is asked again for a recording that it
 * gave before: when that comes, it is the recordings that are broken.
 */
export function createVendorWatch({ connection, signal, onGivenUp }: WatchInput): VendorWatch {
  let failuresInRow = 0;
  let lastReason = '';
  let given: Recording | null = null;
  let isGivenUp = false;
  let asking: Promise<void> | null = null;

  function giveUp(): void {
    if (!isGivenUp) onGivenUp(lastReason);
    isGivenUp = true;
  }

  async function askAgain(recording: Recording): Promise<void> {
    try {
      const opened = await connection.openRecording?.({ recording, partial: null, signal });
      await opened?.body.cancel();
      if (isSound(opened?.type ?? null)) failuresInRow = 0;
      else given = null;
    } catch (error) {
      signal.throwIfAborted();
      if (!CdrError.isInstance(error)) throw error;
      given = null;
    }
  }

  return {
    async standing() {
      if (isGivenUp) return 'given-up';
      if (failuresInRow < maxFailuresInRow) return 'trusted';
      if (given !== null) {
        asking ??= askAgain(given).finally(() => {
          asking = null;
        });
        await asking;
      }
      return failuresInRow < maxFailuresInRow ? 'trusted' : 'doubted';
    },
    gave(recording) {
      given = recording;
      failuresInRow = 0;
    },
    answered() {
      failuresInRow = 0;
    },
    failed({ code, message }) {
      lastReason = message;
      failuresInRow += 1;
      if (code === 'rate-limit') giveUp();
    },
    giveUp,
  };
}
