/** A body as text, whole or cut at the limit. */
export interface BodyText {
  text: string;
  /** The body was longer than the limit; `text` holds its beginning, and the rest was not read. */
  exceeded: boolean;
  /** Bytes received, after decompression. */
  size: number;
}

/** How much of a refusal is read. */
export const maxRefusalBytes = 65_536;

/** Reads a body up to `maxBytes` (after decompression). Stops reading when the signal aborts. */
export async function readBody(
  response: Response,
  maxBytes: number,
  signal: AbortSignal,
): Promise<BodyText> {
  if (response.body === null) return { text: '', exceeded: false, size: 0 };
  const reader = response.body.getReader();
  const cancel = () => {
    reader.cancel(signal.reason).catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text: decode(chunks), exceeded: false, size };
      size += value.byteLength;
      if (size > maxBytes) {
        cancel();
        return { text: decode(chunks), exceeded: true, size };
      }
      chunks.push(value);
    }
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** In one go: decoding chunk by chunk is slower and doubles the memory of plain ASCII. */
function decode(chunks: readonly Uint8Array[]): string {
  const [first = new Uint8Array()] = chunks;
  return new TextDecoder().decode(chunks.length <= 1 ? first : Buffer.concat(chunks));
}
