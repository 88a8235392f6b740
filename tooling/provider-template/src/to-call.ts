import {
  type Agent,
  type CallFields,
  createCallFields,
  type MappedRow,
  unknownParty,
  type Zone,
} from '@cdr/core';
import { createEnumReader, idText, readWallTime, textOrNull } from '@cdr/provider-kit';
import type { Row } from './api.ts';

const readDirection = createEnumReader<CallFields['direction']>(
  { in: 'inbound', out: 'outbound', internal: 'internal' },
  'unknown',
);
const readDisposition = createEnumReader<CallFields['disposition']>(
  { answered: 'answered', missed: 'no-answer', busy: 'busy', failed: 'failed' },
  'unknown',
);

/** A row as a call. `text` is the row's source; `zone` is that of the vendor's wall times. */
export function toCall(row: Row, text: string, zone: Zone): MappedRow {
  const id = idText(row.id, 'id', text);
  if (id === null) return { ok: false, reason: 'id: empty' };
  const start = readWallTime(row.started, zone);
  if (start === null) return { ok: false, reason: 'started: no wall time' };
  const disposition = readDisposition(row.result);
  const call = createCallFields({
    vendorId: id,
    direction: readDirection(row.direction),
    disposition,
    missedReason: disposition === 'answered' || disposition === 'unknown' ? null : 'unknown',
    startedAt: start.instant,
    timePrecision: 'second',
    timeZone: zone.id,
    timeAmbiguous: start.ambiguous,
    durationMs: milliseconds(row.duration),
    talkMs: milliseconds(row.talk),
    from: { ...unknownParty, number: textOrNull(row.caller) },
    to: { ...unknownParty, number: textOrNull(row.callee) },
    agents: agentsOf(row),
  });
  return { ok: true, key: id, call };
}

function agentsOf({ agent }: Row): Agent[] {
  const login = textOrNull(agent?.login);
  if (login === null) return [];
  return [{ id: login, name: textOrNull(agent?.name), login, extension: null }];
}

function milliseconds(seconds: number | null | undefined): number | null {
  return seconds === null || seconds === undefined ? null : Math.round(seconds * 1000);
}
