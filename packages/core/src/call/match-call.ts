import { compareUtf8 } from '../compare-utf8.ts';
import { toEpochMs } from '../time/instant.ts';
import type { Call, Party } from './call.ts';
import type { CallFilter, CallKey } from './call-source.ts';
import { endedInIvr } from './ended-in-ivr.ts';

/** Whether a call is one that the filter means; the reference for what stores do in SQL. */
export function matchesCall(call: Call, filter: CallFilter): boolean {
  if (filter.from !== undefined || filter.to !== undefined) {
    const startedAt = toEpochMs(call.startedAt);
    if (filter.from !== undefined && startedAt < filter.from) return false;
    if (filter.to !== undefined && startedAt >= filter.to) return false;
  }
  return (
    any(filter.id, (id) => call.id === id || call.vendorId === id) &&
    includes(filter.source, call.source) &&
    includes(filter.direction, call.direction) &&
    includes(filter.disposition, call.disposition) &&
    includes(filter.kind, call.kind) &&
    any(filter.number, (number) => hasNumber(call.from, number) || hasNumber(call.to, number)) &&
    any(filter.agent, (wanted) =>
      call.agents.some(
        (agent) =>
          [agent.id, agent.login, agent.extension].includes(wanted) || sameName(agent.name, wanted),
      ),
    ) &&
    any(filter.queue, (wanted) => isNamed(call.queue, wanted)) &&
    any(filter.tag, (wanted) => call.tags.some((tag) => isNamed(tag, wanted))) &&
    (filter.recorded === undefined || isRecorded(call)) &&
    any(filter.recordingRef, (ref) => call.recording?.ref === ref) &&
    (filter.endedInIvr === undefined || endedInIvr(call) === filter.endedInIvr)
  );
}

/** Digits with their leading `+`, all else gone: the form in which numbers are compared. */
export function numberDigits(number: string): string {
  return (number.trimStart().startsWith('+') ? '+' : '') + number.replace(/\D/g, '');
}

/** Orders calls by `startedAt`, then by the UTF-8 bytes of `id`: the order of every listing. */
export function compareCallKeys(a: CallKey, b: CallKey): number {
  if (a.startedAt !== b.startedAt) return a.startedAt < b.startedAt ? -1 : 1;
  return compareUtf8(a.id, b.id);
}

function isRecorded({ recording }: Call): boolean {
  return recording !== null && Object.values(recording).some((part) => part !== null);
}

function includes<T>(wanted: readonly T[] | undefined, value: T): boolean {
  return wanted === undefined || wanted.includes(value);
}

function any<T>(wanted: readonly T[] | undefined, matches: (value: T) => boolean): boolean {
  return wanted === undefined || wanted.some(matches);
}

/** A number without a digit, such as `anonymous`, is no number and equals none. */
function hasNumber(party: Party, number: string): boolean {
  const digits = numberDigits(number);
  if (!/\d/.test(digits)) return false;
  return [party.number, party.e164].some((own) => own !== null && numberDigits(own) === digits);
}

function isNamed(
  thing: { id: string | null; name: string | null } | null,
  wanted: string,
): boolean {
  return thing !== null && (thing.id === wanted || sameName(thing.name, wanted));
}

function sameName(name: string | null, wanted: string): boolean {
  return name !== null && name.toLowerCase() === wanted.toLowerCase();
}
