import { type Call, type CallRow, knownOrNull } from '@cdr/core';

/**
 * The call as stores give it back, without its raw row. An object of which every part is unknown
 * says nothing, and in columns nothing is left of it: it becomes `null`.
 */
export function toStoredCall(owner: { source: string; provider: string }, row: CallRow): Call {
  const { queue, recording, rating } = row.call;
  return {
    ...structuredClone(row.call),
    id: row.id,
    source: owner.source,
    provider: owner.provider,
    queue: knownOrNull(queue),
    recording: knownOrNull(recording),
    rating: knownOrNull(rating),
  };
}
