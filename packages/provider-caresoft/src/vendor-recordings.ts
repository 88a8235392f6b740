import { hash } from 'node:crypto';
import { answerFile, createSampleWav } from '@cdr/provider-kit';

/** Where recordings are heard and where they are fetched, behind the base address. */
const folders = { path: 'f', path_download: 'd' } as const;
const address = /\/(?:f|d)\/([0-9a-f]{32})\/([^/]+)\.wav$/;

/** Where a call's recording is, each address with the key that opens it. */
export function recordingAddresses(base: string, id: string): Record<keyof typeof folders, string> {
  const file = `${keyOf(id)}/${encodeURIComponent(id)}.wav`;
  return {
    path: `${base}/${folders.path}/${file}`,
    path_download: `${base}/${folders.path_download}/${file}`,
  };
}

/** A moment of sound for an address that was given out; `null` for every other request. */
export function answerRecording(request: Request): Response | null {
  const [, key, name] = address.exec(new URL(request.url).pathname) ?? [];
  if (key === undefined || name === undefined) return null;
  const id = decodeURIComponent(name);
  if (key !== keyOf(id)) return null;
  return answerFile(request, { bytes: createSampleWav(id), type: 'audio/wav' });
}

function keyOf(id: string): string {
  return hash('sha256', `caresoft recording ${id}`).slice(0, 32);
}
