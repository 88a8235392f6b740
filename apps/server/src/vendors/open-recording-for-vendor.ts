import { type CallSource, CdrError, type VendorApiOptions } from '@cdr/core';
import type { RecordingDesk } from '../recordings/open-recording.ts';
import { findCall } from '../routes/find-call.ts';

/** From where vendors' APIs have recordings. */
export interface RecordingOpenerInput {
  store: CallSource;
  recordings: RecordingDesk;
}

/** Who asked was let in to the call's source by then. */
const everySource = { sources: null };

/** Passes recordings on from the vendors that have them, whole, in whosever API they are asked for. */
export function createRecordingOpener({
  store,
  recordings,
}: RecordingOpenerInput): NonNullable<VendorApiOptions['openRecording']> {
  return async ({ id }, request) => {
    const done = new AbortController();
    const signal = AbortSignal.any([request.signal, done.signal]);
    try {
      // The call that was found may lack the address of its recording, which isn't told to everybody.
      const call = await findCall(store, { id, access: everySource, raw: false });
      const { size, type, body } = await recordings.open(call, signal);
      const headers = new Headers({ 'content-type': type ?? 'application/octet-stream' });
      if (size !== null) headers.set('content-length', String(size));
      return new Response(
        toldEnd(body, () => done.abort()),
        { headers },
      );
    } catch (error) {
      done.abort();
      if (CdrError.isInstance(error) && error.code === 'not-found') return null;
      throw error;
    }
  };
}

/** The same bytes; `onEnd` hears when they are over, however that comes. */
function toldEnd(body: ReadableStream<Uint8Array>, onEnd: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        onEnd();
        controller.close();
      } catch (error) {
        onEnd();
        throw error;
      }
    },
    async cancel(reason) {
      onEnd();
      await reader.cancel(reason);
    },
  });
}
