import { type Call, type EpochMs, type Party, toEpochMs, toInstant } from '@cdr/core';
import { localEndsOf } from './local-ends.ts';
import { endOf } from './told-call.ts';

/** A record as the vendor writes it; `null` for what can't be said. */
export interface CdrRow {
  _id: string;
  pbx: null;
  channelId: string | null;
  started: string;
  answered: string | null;
  answeredByCallee: boolean | null;
  ended: string | null;
  caller: {
    number: string | null;
    name: string | null;
    privacy: null;
    type: 'EXTERNAL' | null;
    divertedBy: null;
    extension: string | null;
    sipPhone: null;
  };
  callee: { number: string | null; name: string | null; extension: string | null };
  customer: string;
  terminatedBy: 'A' | 'B' | 'S' | null;
  terminatedReason: string | null;
}

/** A call of any provider, told as well as Telecom X can tell it to `customer`. */
export function fromCall(call: Call, customer: string): CdrRow {
  const { caller, callee } = localEndsOf(call);
  const ended = endOf(call);
  const terminatedBy = terminatedByOf(call);
  const terminatedReason = terminatedReasonOf(call, terminatedBy);
  const answered = answeredOf(call, terminatedReason);
  return {
    _id: call.vendorId ?? call.id,
    pbx: null,
    channelId: call.groupId,
    started: call.startedAt,
    answered: answered === null ? null : toInstant(answered),
    answeredByCallee: answeredByCallee(call, answered),
    ended: ended === null ? null : toInstant(ended),
    caller: {
      number: numberOf(call.from),
      name: call.from.name ?? caller?.employeeName ?? null,
      privacy: null,
      type: call.direction === 'inbound' ? 'EXTERNAL' : null,
      divertedBy: null,
      extension: caller?.extensionId ?? null,
      sipPhone: null,
    },
    callee: {
      number: numberOf(call.to),
      name: call.to.name ?? callee?.employeeName ?? null,
      extension: callee?.extensionId ?? null,
    },
    customer,
    terminatedBy,
    terminatedReason,
  };
}

function numberOf({ number, e164 }: Party): string | null {
  return number ?? e164;
}

/**
 * When the call was answered; of one that nobody answered, when a queue took it. Without a reason
 * beside it, that would pass for the answer of a service.
 */
function answeredOf(call: Call, terminatedReason: string | null): EpochMs | null {
  if (call.disposition !== 'answered' && call.disposition !== 'unknown') {
    return call.queuedAt === null || terminatedReason === null ? null : toEpochMs(call.queuedAt);
  }
  if (call.answeredAt !== null) return toEpochMs(call.answeredAt);
  if (call.disposition === 'unknown') return null;
  if (call.waitMs !== null) return toEpochMs(call.startedAt) + call.waitMs;
  const ended = endOf(call);
  return call.talkMs === null || ended === null ? null : ended - call.talkMs;
}

/** An inbound call without an agent was answered by a service; but somebody must be said to have answered. */
function answeredByCallee(
  { disposition, direction, agents }: Call,
  answered: EpochMs | null,
): boolean | null {
  if (disposition === 'unknown') return null;
  if (disposition !== 'answered') return false;
  return direction !== 'inbound' || agents.length > 0 || answered === null;
}

/** Telecom X names ends, not sides: who the agent is depends on the direction. */
function terminatedByOf({
  disconnectedBy: by,
  direction,
  missedReason,
}: Call): CdrRow['terminatedBy'] {
  if (by === 'caller' || by === 'callee') return by === 'caller' ? 'A' : 'B';
  if (by === 'system') return 'S';
  if (by !== null && (direction === 'inbound' || direction === 'outbound')) {
    return (by === 'customer') === (direction === 'inbound') ? 'A' : 'B';
  }
  if (missedReason === 'caller') return 'A';
  return missedReason === 'agent-reject' ? 'B' : missedReason === 'agent-timeout' ? 'S' : null;
}

/** CANCEL is the only word for "no answer", and names the caller as the cause unless another is named. */
function terminatedReasonOf(
  { disposition, missedReason }: Call,
  terminatedBy: CdrRow['terminatedBy'],
): string | null {
  switch (disposition) {
    case 'answered':
      return 'HANGUP';
    case 'busy':
      return 'BUSY';
    case 'failed':
      return missedReason === 'agent-device' ? 'UNREACHABLE' : 'FAILED';
    case 'no-answer':
      return terminatedBy === null ? null : 'CANCEL';
    default:
      return null;
  }
}
