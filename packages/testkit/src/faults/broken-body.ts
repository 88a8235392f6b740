import { onAbort } from './on-abort.ts';

/** A body that doesn't arrive as it should. */
export interface BrokenBody {
  kind: 'reset' | 'truncate' | 'stall' | 'drip';
  /** The body as the vendor sent it. */
  bytes: Uint8Array;
  /** Ends a body that stalls. */
  signal: AbortSignal;
  /** Called when more is waited for of a body that stalls. */
  onSilence: () => void;
}

/** The body as a stream that breaks as told. */
export function createBrokenBody({
  kind,
  bytes,
  signal,
  onSilence,
}: BrokenBody): ReadableStream<Uint8Array> {
  if (kind === 'drip') return drip(bytes);
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(bytes.slice(0, Math.floor(bytes.length / 2)));
        if (kind === 'truncate') controller.close();
        const end = () => controller.error(signal.reason);
        if (kind === 'stall') onAbort(signal, end);
      },
      // An error drops what is queued, so it comes only once the first half was taken.
      pull(controller) {
        if (kind === 'reset') controller.error(socketClosed());
        if (kind === 'stall') onSilence();
      },
    },
    { highWaterMark: 0 },
  );
}

function drip(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent === bytes.length) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.slice(sent, sent + 1));
      sent += 1;
    },
  });
}

function socketClosed(): TypeError {
  const cause = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
  return new TypeError('terminated', { cause });
}
