import type { CallFields } from '@cdr/core';
import { createEnumReader } from '@cdr/provider-kit';
import type { Cdr } from './api.ts';

/** How a call ended, and why nobody answered. */
export type CallOutcome = Pick<CallFields, 'disposition' | 'missedReason' | 'disconnectedBy'>;

/** By the documents, HANGUP alone follows an answer, and FAILED stands for the four ways to fail. */
const dispositions = {
  hangup: 'answered',
  cancel: 'no-answer',
  busy: 'busy',
  unreachable: 'failed',
  failed: 'failed',
} as const;

const readReason = createEnumReader<keyof typeof dispositions | null>(
  {
    hangup: 'hangup',
    cancel: 'cancel',
    busy: 'busy',
    unreachable: 'unreachable',
    error: 'failed',
    blocked: 'failed',
    'not found': 'failed',
    failed: 'failed',
  },
  null,
);
const readDisconnectedBy = createEnumReader<CallFields['disconnectedBy']>(
  { a: 'caller', b: 'callee', s: 'system' },
  null,
);

/** What became of a call. `isCalleeOwn`: the organisation's own phone was called. */
export function outcomeOf(row: Cdr, isCalleeOwn: boolean): CallOutcome {
  const reason = readReason(row.terminatedReason);
  const disconnectedBy = readDisconnectedBy(row.terminatedBy);
  const disposition = dispositionOf(row, reason === null ? null : dispositions[reason]);
  const isMissed = disposition !== 'answered' && disposition !== 'unknown';
  if (!isMissed) return { disposition, missedReason: null, disconnectedBy };
  if (reason === 'unreachable' && isCalleeOwn) {
    return { disposition, missedReason: 'agent-device', disconnectedBy };
  }
  // CANCEL is the caller's doing unless the record names another.
  const by = reason === 'cancel' ? (disconnectedBy ?? 'caller') : disconnectedBy;
  const isRefused = by === 'callee' && isCalleeOwn;
  const unanswered = by === 'caller' ? 'caller' : isRefused ? 'agent-reject' : 'unknown';
  return {
    disposition,
    missedReason: disposition === 'no-answer' ? unanswered : 'unknown',
    disconnectedBy,
  };
}

/**
 * `answered` may be the exchange's doing; where `answeredByCallee` says that it was, the reason
 * decides. A call that nothing tells the end of may still go on.
 */
function dispositionOf(
  { answered, answeredByCallee, ended }: Cdr,
  byReason: (typeof dispositions)[keyof typeof dispositions] | null,
): CallFields['disposition'] {
  if (answeredByCallee === true || byReason === 'answered') return 'answered';
  const wasTaken = Boolean(answered);
  if (wasTaken && (byReason === null || answeredByCallee !== false)) return 'answered';
  if (byReason !== null) return byReason;
  return answeredByCallee === false && ended ? 'no-answer' : 'unknown';
}
