import type { Call, Recording } from '@cdr/core';
import type { Source } from '../source/source.ts';

/** The recording of a call, where the source's vendor can be asked for it; else `null`. */
export function recordingOf(
  { provider }: Pick<Source, 'provider'>,
  { recording }: Call,
): Recording | null {
  if (recording === null) return null;
  const { ref, url, downloadUrl } = recording;
  const by = provider.manifest.recordings?.by;
  const isNamed = by === 'ref' ? ref !== null : by === 'url' && (downloadUrl ?? url) !== null;
  return isNamed ? recording : null;
}
