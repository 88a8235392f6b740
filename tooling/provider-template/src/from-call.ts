import { type Call, formatWallTime, type Party, toEpochMs, type Zone } from '@cdr/core';
import type { Row } from './api.ts';

const directions = { inbound: 'in', outbound: 'out', internal: 'internal', unknown: null } as const;
const results = {
  answered: 'answered',
  'no-answer': 'missed',
  busy: 'busy',
  failed: 'failed',
  unknown: null,
} as const;

/** A call of any provider, told as well as Template can tell it: `null` for what it can't. */
export function fromCall(call: Call, zone: Zone): Row {
  return {
    id: call.vendorId ?? call.id,
    started: formatTime(zone.toWall(toEpochMs(call.startedAt))),
    direction: directions[call.direction],
    result: results[call.disposition],
    duration: wholeSeconds(call.durationMs),
    talk: wholeSeconds(call.talkMs),
    caller: numberOf(call.from),
    callee: numberOf(call.to),
    agent: agentOf(call),
  };
}

/** `YYYY-MM-DD HH:mm:ss`. */
function formatTime(wall: number): string {
  return formatWallTime(wall).slice(0, 19).replace('T', ' ');
}

function wholeSeconds(ms: number | null): number | null {
  return ms === null || ms < 0 ? null : Math.round(ms / 1000);
}

function numberOf({ number, e164 }: Party): string | null {
  return number ?? e164;
}

function agentOf({ agents: [agent] }: Call): Row['agent'] {
  const login = agent?.login ?? agent?.id ?? agent?.extension ?? null;
  return login === null ? null : { login, name: agent?.name ?? null };
}
