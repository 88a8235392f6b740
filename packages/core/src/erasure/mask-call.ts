import type { Agent, CallFields, Party, Tag } from '../call/call.ts';
import type { ErasedNumbers } from './erased-numbers.ts';

/** A call with the vendor's words for it. */
export interface CallWithRaw {
  call: CallFields;
  raw: string | null;
}

/**
 * Takes out of a call all that it says of people who were erased: their side of it, what they wrote
 * and said, its notes, and the vendor's words. That there was a call, when, and with whom else stays,
 * so that the proof of coverage, counts and statistics stay true. Gives the call itself, not a copy,
 * when nothing of it is theirs. The same call always becomes the same.
 */
export function maskCall<Row extends CallWithRaw>(row: Row, erased: ErasedNumbers): Row {
  if (isTheirs(row.call, erased)) return { ...row, call: maskTheirs(row.call, erased), raw: null };
  const call = maskTexts(row.call, erased);
  const raw = erased.isIn(row.raw) ? null : row.raw;
  return call === row.call && raw === row.raw ? row : { ...row, call, raw };
}

/** Whether somebody who was erased was on the call. */
export function isTheirs(
  { from, to, agents, transferredTo, destination }: CallFields,
  erased: ErasedNumbers,
): boolean {
  return (
    [from, to].some((party) => isParty(party, erased)) ||
    agents.some((agent) => isAgent(agent, erased)) ||
    [transferredTo, destination].some(erased.isNumber)
  );
}

function maskTheirs(call: CallFields, erased: ErasedNumbers): CallFields {
  return maskTexts(
    {
      ...call,
      from: maskParty(call.from, erased),
      to: maskParty(call.to, erased),
      agents: call.agents.map((agent) => (isAgent(agent, erased) ? nobody : agent)),
      transferredTo: erased.isNumber(call.transferredTo) ? null : call.transferredTo,
      destination: erased.isNumber(call.destination) ? null : call.destination,
      recording: null,
      customerId: null,
      ticketId: null,
      rating: null,
      smsText: null,
      noteCount: null,
    },
    erased,
  );
}

/** The call without texts that hold a number of theirs; itself when there are none. */
function maskTexts(call: CallFields, erased: ErasedNumbers): CallFields {
  const { isIn } = erased;
  const { queue, recording, rating } = call;
  const masked: CallFields = { ...call };
  let isMasked = false;
  for (const name of textFields) {
    if (!isIn(call[name])) continue;
    masked[name] = null;
    isMasked = true;
  }
  if (isIn(queue?.id ?? null) || isIn(queue?.name ?? null)) {
    masked.queue = null;
    isMasked = true;
  }
  if (recording !== null && Object.values(recording).some(isIn)) {
    masked.recording = null;
    isMasked = true;
  }
  if (rating !== null && Object.values(rating).some(isIn)) {
    masked.rating = null;
    isMasked = true;
  }
  if (call.tags.some((tag) => isTag(tag, erased))) {
    masked.tags = call.tags.filter((tag) => !isTag(tag, erased));
    isMasked = true;
  }
  return isMasked ? masked : call;
}

const textFields = [
  'groupId',
  'group',
  'service',
  'trunk',
  'transferredTo',
  'customerId',
  'ticketId',
  'topicId',
  'campaignId',
  'destination',
  'smsText',
] as const;

const nobody: Agent = { id: null, name: null, login: null, extension: null };

function isParty({ number, e164, name, ref }: Party, { isNumber, isIn }: ErasedNumbers): boolean {
  return [number, e164].some(isNumber) || [name, ref].some(isIn);
}

function maskParty(party: Party, erased: ErasedNumbers): Party {
  if (!isParty(party, erased)) return party;
  return { number: null, e164: null, name: null, type: party.type, ref: null };
}

function isAgent(
  { id, name, login, extension }: Agent,
  { isNumber, isIn }: ErasedNumbers,
): boolean {
  return isNumber(extension) || [id, name, login].some(isIn);
}

function isTag({ id, name }: Tag, { isIn }: ErasedNumbers): boolean {
  return [id, name].some(isIn);
}
