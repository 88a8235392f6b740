import type { Agent, Call, Party } from '../call/call.ts';
import { createCallFields, unknownParty } from '../call/unknown-call.ts';

let count = 0;

/** An inbound, answered call of `warsaw` on a Monday morning, but for `changes`. */
export function callWith(changes: Partial<Call> = {}): Call {
  count += 1;
  return {
    id: `warsaw:${count}`,
    source: 'warsaw',
    provider: 'acme',
    ...createCallFields({
      startedAt: '2026-01-05T10:00:00.000Z',
      timePrecision: 'second',
      timeZone: 'Europe/Warsaw',
      direction: 'inbound',
      disposition: 'answered',
    }),
    ...changes,
  };
}

/** A party with this number, of the public network when it begins with `+`, else an extension. */
export function partyWith(number: string): Party {
  const isPublic = number.startsWith('+');
  return {
    ...unknownParty,
    number,
    e164: isPublic ? number : null,
    type: isPublic ? 'unknown' : 'extension',
  };
}

/** An agent with this id and extension. */
export function agentWith(id: string | null, extension: string | null = null): Agent {
  return { id, name: id === null ? null : `Name of ${id}`, login: null, extension };
}
