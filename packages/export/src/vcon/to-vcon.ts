import { agentName, type Call, toEpochMs } from '@cdr/core';
import { uuidOf } from './uuid-of.ts';
import type { VCon, VConDialog, VConParty } from './vcon.ts';

/** What of a call goes into its vCon. */
export interface VConOptions {
  /** Whether the vendor's row and the addresses of recordings are told, which can carry the right to listen. */
  raw: boolean;
}

/**
 * A call as a vCon (IETF draft-ietf-vcon-vcon-core-04), unsigned. The same call gives the same vCon:
 * its uuid is made of the call's id, and it counts as created when the call ended.
 *
 * The whole canonical call is attached as JSON. A recording's address is no content of the dialog
 * even when it is told, since content that lies elsewhere needs a hash of itself beside its address.
 */
export function toVCon(call: Call, { raw }: VConOptions): VCon {
  const { parties, agents } = partiesOf(call);
  const dialog = dialogOf(call, parties.length);
  return {
    vcon: '0.4.0',
    uuid: uuidOf(call.id),
    created_at: call.endedAt ?? call.startedAt,
    parties,
    dialog: [dialog],
    attachments: [
      {
        purpose: 'call detail record',
        start: call.startedAt,
        party: agents[0] ?? 0,
        dialog: 0,
        mediatype: 'application/json',
        filename: 'call.json',
        encoding: 'json',
        body: attachedCall(call, raw),
      },
    ],
  };
}

/** Caller, called, and the agents who are neither; and where the agents stand among them. */
function partiesOf(call: Call): { parties: VConParty[]; agents: number[] } {
  const parties: VConParty[] = [];
  const ends = [call.from, call.to];
  for (const { number, e164, name } of ends) parties.push(party(e164 ?? number, name));
  const agents = call.agents.map((agent) => {
    const own = ends.findIndex(
      ({ number }) => agent.extension !== null && number === agent.extension,
    );
    const name = agentName(agent);
    if (own === -1) return parties.push(party(agent.extension, name)) - 1;
    const known = parties[own];
    if (known !== undefined && known.name === undefined) {
      parties[own] = { ...known, ...named(name) };
    }
    return own;
  });
  return { parties, agents };
}

/** `tel:` is for numbers that mean the same everywhere; others stand as they were told (RFC 3966). */
function party(number: string | null, name: string | null): VConParty {
  const tel = number === null ? {} : { tel: number.startsWith('+') ? `tel:${number}` : number };
  return { ...tel, ...named(name) };
}

/** Nobody proved to be who the name says. */
function named(name: string | null): Pick<VConParty, 'name' | 'validation'> {
  return name === null ? {} : { name, validation: 'none' };
}

function dialogOf(call: Call, parties: number): VConDialog {
  const all = { parties: Array.from({ length: parties }, (_, index) => index) };
  const disposition = incompleteness(call);
  if (disposition !== null) {
    const { startedAt: start, durationMs } = call;
    return { type: 'incomplete', start, ...lasting(durationMs), ...all, disposition };
  }
  if (call.kind !== 'call') {
    const text =
      call.smsText === null
        ? {}
        : { mediatype: 'text/plain', encoding: 'none' as const, body: call.smsText };
    return { type: 'text', start: call.startedAt, ...all, ...text };
  }
  return {
    type: 'recording',
    start: call.answeredAt ?? call.startedAt,
    ...lasting(call.answeredAt === null ? call.durationMs : lengthOfTalk(call)),
    ...all,
  };
}

/** Why no conversation came about; `null` where one did, and where nobody knows. */
function incompleteness({
  disposition,
  missedReason,
}: Call): Exclude<VConDialog['disposition'], undefined> | null {
  if (disposition === 'busy' || disposition === 'failed') return disposition;
  if (disposition !== 'no-answer') return null;
  return missedReason === 'caller' ? 'hung-up' : 'no-answer';
}

function lengthOfTalk({ talkMs, answeredAt, endedAt }: Call): number | null {
  if (talkMs !== null) return talkMs;
  return answeredAt === null || endedAt === null
    ? null
    : toEpochMs(endedAt) - toEpochMs(answeredAt);
}

function lasting(ms: number | null): Pick<VConDialog, 'duration'> {
  return ms === null || ms < 0 ? {} : { duration: ms / 1000 };
}

function attachedCall({ raw: row, ...call }: Call, raw: boolean): unknown {
  if (raw) return row === undefined ? call : { ...call, raw: row };
  const { recording } = call;
  return recording === null
    ? call
    : { ...call, recording: { ...recording, url: null, downloadUrl: null } };
}
