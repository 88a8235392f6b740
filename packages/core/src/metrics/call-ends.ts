import type { Agent, CallFields, Party } from '../call/call.ts';

/** A call as one side of the organisation sees it. */
export interface CallEnd {
  /** `null` for directions that are neither: unknown ones, and internal calls seen from nobody's side. */
  way: 'inbound' | 'outbound' | null;
  agent: Agent | null;
  extension: string | null;
}

/** The call as the organisation sees it as a whole: internal calls go neither in nor out. */
export function wholeCall({ direction, agents, from, to }: CallFields): CallEnd {
  const agent = agents[0] ?? null;
  if (direction === 'inbound') return { way: direction, agent, extension: extensionOf(agent, to) };
  if (direction === 'outbound') {
    return { way: direction, agent, extension: extensionOf(agent, from) };
  }
  return { way: null, agent, extension: agent?.extension ?? null };
}

/**
 * The call as the people on it see it. It is the main agent's own, but for internal calls: those go
 * out for the agent whose extension calls, and come in for the one whose extension is called, else for
 * another agent on the call. A side of which nothing is known is left out.
 */
export function endsOf(call: CallFields): CallEnd[] {
  if (call.direction !== 'internal') return [wholeCall(call)];
  const { agents, from, to } = call;
  const callerAt = findByExtension(agents, from);
  const caller = agents[callerAt] ?? null;
  const others = agents.filter((_, position) => position !== callerAt);
  const callee =
    others[findByExtension(others, to)] ?? agents[findByExtension(agents, to)] ?? others[0] ?? null;
  const ends: CallEnd[] = [
    { way: 'outbound', agent: caller, extension: caller?.extension ?? ownNumber(from) },
    { way: 'inbound', agent: callee, extension: callee?.extension ?? ownNumber(to) },
  ];
  const known = ends.filter(({ agent, extension }) => agent !== null || extension !== null);
  return known.length === 0 ? [wholeCall(call)] : known;
}

function extensionOf(agent: Agent | null, side: Party): string | null {
  return agent?.extension ?? (side.type === 'extension' ? side.number : null);
}

/** The number of a side that is known to be inside: an extension, unless it is a group's. */
function ownNumber(side: Party): string | null {
  return side.type === 'group' ? null : side.number;
}

/** The position of the first agent at that extension; -1 when nobody is. */
function findByExtension(agents: readonly Agent[], { number }: Party): number {
  return number === null ? -1 : agents.findIndex(({ extension }) => extension === number);
}
