import type { Call } from './call.ts';

/**
 * Whether a call was lost in a menu (IVR): it came from outside, nobody's phone rang, and no queue
 * took it. A queue may have been chosen and not reached; only of calls with a known end is it known
 * when, and thereby whether, a queue took them.
 */
export function endedInIvr(call: Call): boolean {
  const isMissed = call.disposition !== 'answered' && call.disposition !== 'unknown';
  if (!isMissed || call.direction !== 'inbound') return false;
  if (call.agents.length > 0 || call.queuedAt !== null) return false;
  return call.queue === null ? call.group === null : call.endedAt !== null;
}
