import { type Call, type CallEnd, endsOf, type Party } from '@cdr/core';

/** An extension that made or received a call, and the employee it belongs to. */
export interface LocalEnd {
  employeeId: string | null;
  employeeName: string | null;
  extensionId: string;
}

/** The extensions at both ends of a call; `null` for an end outside of the organisation. */
export interface LocalEnds {
  caller: LocalEnd | null;
  callee: LocalEnd | null;
}

/** Who of the organisation was at which end. */
export function localEndsOf(call: Call): LocalEnds {
  const { direction, from, to } = call;
  const ends = direction === 'unknown' ? [] : endsOf(call);
  const caller = ends.find(({ way }) => way === 'outbound');
  const callee = ends.find(({ way }) => way === 'inbound');
  const callerIsOwn = direction === 'outbound' || direction === 'internal';
  const calleeIsOwn = direction === 'internal';
  return {
    caller: direction === 'inbound' ? null : toLocalEnd(from, caller, callerIsOwn),
    callee: direction === 'outbound' ? null : toLocalEnd(to, callee, calleeIsOwn),
  };
}

/** The vendor's own id of the extension that a party is, where it is known. */
export function extensionRefOf({ type, ref }: Party): string | null {
  return type === 'extension' ? ref : null;
}

/** Where no extension has an id, its number stands for it, and else the agent. */
function toLocalEnd(party: Party, end: CallEnd | undefined, isOwn: boolean): LocalEnd | null {
  const agent = end?.agent ?? null;
  const number = isOwn || party.type === 'extension' ? (party.number ?? party.e164) : null;
  const extensionId =
    extensionRefOf(party) ?? end?.extension ?? agent?.id ?? agent?.login ?? number;
  if (extensionId === null) return null;
  return {
    employeeId: agent?.id ?? agent?.login ?? null,
    employeeName: agent?.name ?? party.name,
    extensionId,
  };
}
