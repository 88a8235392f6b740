import type { Agent, Call, Party } from '@cdr/core';
import { createUniverse, type UniverseOptions } from './create-universe.ts';

const asta: Agent = { id: 'e1', name: 'Asta Öberg', login: null, extension: '232' };
const bo: Agent = { id: 'e2', name: '=Bo', login: null, extension: '0289' };

/** The people of {@link createTeamCalls}. The first one has a second extension. */
export const team = [asta, bo, { ...asta, extension: '1232' }] as const;

/** Calls as of {@link createUniverse}, of a small team in turn: each has an agent, local calls two. */
export function createTeamCalls(options: UniverseOptions): Call[] {
  return createUniverse(options).map(ofTeam);
}

function ofTeam(call: Call, index: number): Call {
  const own = team[index % team.length] ?? asta;
  const other = team[(index + 1) % team.length] ?? bo;
  if (call.direction === 'inbound') return { ...call, to: partyOf(own), agents: [own] };
  if (call.direction === 'outbound') return { ...call, from: partyOf(own), agents: [own] };
  return { ...call, from: partyOf(own), to: partyOf(other), agents: [other, own] };
}

function partyOf({ extension, name }: Agent): Party {
  return { number: extension, e164: null, name, type: 'extension', ref: null };
}
