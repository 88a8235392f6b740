import { type Call, type EpochMs, formatWallTime, toEpochMs, type Zone } from '@cdr/core';
import type { CdrRecord } from './columns.ts';
import { uniqueIdShape } from './unique-id.ts';

const dispositions = {
  answered: 'ANSWERED',
  'no-answer': 'NO ANSWER',
  busy: 'BUSY',
  failed: 'FAILED',
  unknown: 'UNKNOWN',
} as const;

/** The contexts in which calls are said to begin, by names that many dialplans have. */
export const contexts = {
  inbound: 'from-trunk',
  outbound: 'outbound',
  internal: 'from-internal',
  unknown: 'default',
} as const;

/**
 * A call of any provider, told as well as Asterisk can tell it: "" for what it can't. `zone` is that
 * of its times.
 */
export function fromCall(call: Call, zone: Zone): Required<CdrRecord> {
  const start = toEpochMs(call.startedAt);
  const answer = answerOf(call, start);
  const end = endOf(call);
  const number = call.from.number ?? call.from.e164 ?? '';
  const { uniqueid, sequence } = idOf(call, start);
  const channels = channelsOf(call, start);
  return {
    accountcode: '',
    src: number,
    dst: call.to.number ?? call.to.e164 ?? '',
    dcontext: contexts[call.direction],
    clid: callerId(call.from.name ?? '', number),
    ...channels,
    ...applicationOf(call, channels.dstchannel),
    start: formatTime(start, zone),
    answer: answer === null ? '' : formatTime(answer, zone),
    end: end === null ? '' : formatTime(end, zone),
    duration: wholeSeconds(call.durationMs ?? (end === null ? null : end - start)),
    billsec: wholeSeconds(call.talkMs ?? call.billedMs),
    disposition: dispositions[call.disposition],
    amaflags: 'DOCUMENTATION',
    uniqueid,
    userfield: '',
    peeraccount: '',
    linkedid: call.groupId ?? uniqueid,
    sequence,
  };
}

/** When a call is over, which is when Asterisk writes it; `null` when nothing tells. */
export function endOf(call: Call): EpochMs | null {
  if (call.endedAt !== null) return toEpochMs(call.endedAt);
  return call.durationMs === null ? null : toEpochMs(call.startedAt) + call.durationMs;
}

function answerOf(call: Call, start: EpochMs): EpochMs | null {
  if (call.answeredAt !== null) return toEpochMs(call.answeredAt);
  return call.disposition !== 'answered' || call.waitMs === null ? null : start + call.waitMs;
}

/** Ids of other vendors stand where the name of the system would. A channel's is that of the group, too. */
function idOf(call: Call, start: EpochMs): { uniqueid: string; sequence: string } {
  const isChannel = call.groupId !== null && uniqueIdShape.test(call.groupId);
  const id = call.vendorId ?? (isChannel ? call.groupId : null) ?? call.id;
  const [, own, sequence] = /^(.*)#(\d+)$/s.exec(id) ?? [];
  const uniqueid = own ?? id;
  return {
    uniqueid: uniqueIdShape.test(uniqueid) ? uniqueid : `${id}-${Math.floor(start / 1000)}.0`,
    sequence: sequence ?? '0',
  };
}

/** The channels at both ends: the caller's, and that of whoever was reached. */
function channelsOf(call: Call, start: EpochMs): { channel: string; dstchannel: string } {
  const suffix = Math.floor(start / 1000).toString(16);
  const channelOf = (device: string | null | undefined) =>
    device ? `PJSIP/${device}-${suffix}` : '';
  const [first, second] = call.agents.map(({ extension }) => extension);
  switch (call.direction) {
    case 'inbound':
      return { channel: channelOf(call.trunk), dstchannel: channelOf(first) };
    case 'outbound':
      return { channel: channelOf(first), dstchannel: channelOf(call.trunk) };
    case 'internal':
      return { channel: channelOf(second), dstchannel: channelOf(first) };
    default:
      return { channel: '', dstchannel: '' };
  }
}

function applicationOf({ queue }: Call, dstchannel: string): { lastapp: string; lastdata: string } {
  const name = queue?.id ?? queue?.name ?? '';
  if (name !== '' && !/[,|]/.test(name)) return { lastapp: 'Queue', lastdata: `${name},t` };
  if (dstchannel === '') return { lastapp: '', lastdata: '' };
  return { lastapp: 'Dial', lastdata: `${dstchannel.replace(/-[^-]*$/, '')},30` };
}

/** As Asterisk joins both: quotes within the name are not escaped. */
function callerId(name: string, number: string): string {
  if (name === '') return number === '' ? '' : `<${number}>`;
  return number === '' ? name : `"${name}" <${number}>`;
}

function formatTime(epochMs: EpochMs, zone: Zone): string {
  return formatWallTime(zone.toWall(epochMs)).slice(0, 19).replace('T', ' ');
}

/** A span that runs backwards is none that Asterisk could tell. */
function wholeSeconds(ms: number | null): string {
  return ms === null || ms < 0 ? '' : String(Math.floor(ms / 1000));
}
