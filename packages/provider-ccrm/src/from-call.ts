import { type Agent, type Call, formatWallTime, type Party, toEpochMs, type Zone } from '@cdr/core';

/** One end of an event as the vendor writes it; contacts that it has found have a uuid and a name. */
export interface PartyRow {
  type: 'unknown' | 'person' | 'organisation';
  number: string | null;
  numberNotFormatted: number | null;
  uuid?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  name?: string | null;
}

/** Words of the vendor's, in the spelling of its tables; `null` for what it has no word for. */
type Direction = 'in' | 'out' | 'internal' | null;
type Service = 'call' | 'sms' | 'fax';
type Status = 'answered' | 'noAnswer' | 'busy' | null;

/** A row of the contact history as the vendor writes it, but for its spelling of words. */
export interface EventRow {
  to: PartyRow;
  from: PartyRow;
  userTalk: { status: 'queue' | 'noQueue' | 'internal'; receivers: ReceiverRow[] };
  uuid: string;
  callDirection: Direction;
  callDate: string;
  duration: number | null;
  destination: string | null;
  cost: number | null;
  service: Service;
  smsData: string | null;
  note: number | null;
  externalNumber: ExternalNumber;
  flags: FlagRow[];
  status: Status;
}

/** Somebody of the organisation. */
interface ReceiverRow {
  internal: number | null;
  uuid: string | null;
  firstName: string | null;
  lastName: string | null;
}

/** The number outside. */
export interface ExternalNumber {
  numberNotFormatted: number | null;
  numberFormatted: string | null;
  type: PartyRow['type'];
}

interface FlagRow {
  name: string | null;
  uuid: string | null;
  color: string | null;
  reluuid: null;
}

const directions = { inbound: 'in', outbound: 'out', internal: 'internal', unknown: null } as const;
const statuses = {
  answered: 'answered',
  'no-answer': 'noAnswer',
  busy: 'busy',
  failed: null,
  unknown: null,
} as const;

/** A call of any provider, told as well as CCRM can tell it. `zone` is that of its wall times. */
export function fromCall(call: Call, zone: Zone): EventRow {
  const startedAt = toEpochMs(call.startedAt);
  return {
    to: toPartyRow(call.to),
    from: toPartyRow(call.from),
    userTalk: { status: talkStatusOf(call), receivers: call.agents.map(toReceiver) },
    uuid: uuidOf(call),
    callDirection: directions[call.direction],
    callDate: formatSecond(zone.toWall(startedAt)),
    duration: wholeSeconds(durationOf(call, startedAt)),
    destination: call.destination,
    cost: costOf(call),
    service: call.kind,
    smsData: call.smsText,
    note: call.noteCount,
    externalNumber: externalNumberOf(call),
    flags: call.tags.map(({ id, name, color }) => ({ name, uuid: id, color, reluuid: null })),
    status: statuses[call.disposition],
  };
}

/** What the vendor tells a call apart by. */
function uuidOf({ vendorId, id }: Call): string {
  return vendorId ?? id;
}

/** `YYYY-MM-DD HH:mm:ss` */
export function formatSecond(wall: number): string {
  return formatWallTime(wall).slice(0, 19).replace('T', ' ');
}

/** The number outside, as a party of the call; an internal call has none. */
function externalNumberOf(call: Call): ExternalNumber {
  const party =
    call.direction === 'inbound' ? call.from : call.direction === 'outbound' ? call.to : null;
  const numberFormatted = party === null ? null : numberOf(party);
  return {
    numberNotFormatted: digitsOf(numberFormatted),
    numberFormatted,
    type: party === null ? 'unknown' : typeOf(party),
  };
}

/** A name cut in two at its last space. */
export function splitName(name: string | null): {
  firstName: string | null;
  lastName: string | null;
} {
  const at = name?.lastIndexOf(' ') ?? -1;
  if (name === null || at < 0) return { firstName: name, lastName: null };
  return { firstName: name.slice(0, at), lastName: name.slice(at + 1) };
}

function toPartyRow(party: Party): PartyRow {
  const number = numberOf(party);
  const type = typeOf(party);
  const row: PartyRow = { type, number, numberNotFormatted: digitsOf(number) };
  if (type === 'person') return { ...row, uuid: party.ref, ...splitName(party.name) };
  return type === 'organisation' ? { ...row, uuid: party.ref, name: party.name } : row;
}

function typeOf({ type }: Party): PartyRow['type'] {
  return type === 'person' || type === 'organisation' ? type : 'unknown';
}

function toReceiver({ id, name, login, extension }: Agent): ReceiverRow {
  const uuid = id ?? login;
  return {
    internal: digitsOf(extension),
    uuid: uuid === extension ? null : uuid,
    ...splitName(name),
  };
}

function numberOf({ number, e164 }: Party): string | null {
  return number ?? e164;
}

/** As an integer, as the vendor sends it; leading zeros are lost. */
function digitsOf(number: string | null): number | null {
  const digits = number?.replaceAll(/\D/g, '') ?? '';
  return digits === '' ? null : Number(digits);
}

function talkStatusOf(call: Call): EventRow['userTalk']['status'] {
  if (call.direction === 'internal') return 'internal';
  return call.queue === null && call.queuedAt === null ? 'noQueue' : 'queue';
}

function durationOf(call: Call, startedAt: number): number | null {
  if (call.durationMs !== null) return call.durationMs;
  return call.endedAt === null ? null : toEpochMs(call.endedAt) - startedAt;
}

/** A span that runs backwards is none that CCRM could tell. */
function wholeSeconds(ms: number | null): number | null {
  return ms === null || ms < 0 ? null : Math.round(ms / 1000);
}

function costOf({ cost }: Call): number | null {
  const amount = cost === null ? Number.NaN : Number(cost.amount);
  return Number.isFinite(amount) ? amount : null;
}
