import type { Agent, Call, Party } from '@cdr/core';

/** An extension that made or received a call, and the employee it belongs to. */
export interface LocalEnd {
  employeeId: string | null;
  employeeName: string | null;
  extensionId: string;
  extensionNumber: string | null;
}

/** The extensions at both ends of a call; `null` for an end outside of the organisation. */
export interface LocalEnds {
  caller: LocalEnd | null;
  callee: LocalEnd | null;
}

/**
 * Who of the organisation was at which end. Of an inbound call the main agent was called, an
 * outbound one that agent placed, and of an internal one the numbers tell the two apart.
 */
export function localEndsOf(call: Call): LocalEnds {
  const { direction, from, to, agents } = call;
  const [main = null] = agents;
  switch (direction) {
    case 'inbound':
      return { caller: null, callee: main === null ? extensionAt(to) : endAt(to, main) };
    case 'outbound':
      return { caller: endAt(from, main), callee: null };
    case 'internal': {
      const known = { caller: agentAt(from, agents), callee: agentAt(to, agents) };
      const others = agents.filter((agent) => agent !== known.caller && agent !== known.callee);
      const caller = known.caller ?? others.shift() ?? null;
      const callee = known.callee ?? others.shift() ?? null;
      return { caller: endAt(from, caller), callee: endAt(to, callee) };
    }
    default:
      return { caller: extensionAt(from), callee: extensionAt(to) };
  }
}

function agentAt(party: Party, agents: readonly Agent[]): Agent | null {
  const found = agents.find(
    ({ id, extension }) =>
      (id !== null && id === party.ref) || (extension !== null && extension === party.number),
  );
  return found ?? null;
}

/** The end where nobody is known to have been, unless it is an extension. */
function extensionAt(party: Party): LocalEnd | null {
  return party.type === 'extension' ? endAt(party, null) : null;
}

/** Where no extension has an id, its number stands for it, and else the agent. */
function endAt(party: Party, agent: Agent | null): LocalEnd | null {
  const number = party.number ?? party.e164;
  const ref = party.type === 'extension' ? party.ref : null;
  const extensionId = ref ?? agent?.extension ?? agent?.id ?? agent?.login ?? number;
  if (extensionId === null) return null;
  return {
    employeeId: agent?.id ?? agent?.login ?? null,
    employeeName: agent?.name ?? party.name,
    extensionId,
    extensionNumber: agent?.extension ?? number,
  };
}
