import { type CallFields, callFieldsSchema, partySchema, toInstant } from '@cdr/core';
import fc, { type Arbitrary } from 'fast-check';

const { shape } = callFieldsSchema;

/** Names whose lower case is hard: letters that change with their place, their length or their alphabet. */
export const trickyNames = [
  'Zofia Żak',
  'zofia żak',
  'İSTANBUL',
  'istanbul',
  'ΣΊΣΥΦΟΣ',
  'σίσυφος',
  'Straße',
  '=HYPERLINK("x")',
  'Kelvin',
  '\u212Aelvin',
  '李雷 😀',
  '',
];

/** Numbers that are equal, or nearly so, by digits. */
export const trickyNumbers = [
  '+48 22 123-45-67',
  '48221234567',
  '+48221234567',
  '\u00A0+48(22)1234567',
  '22+1234567',
  '101',
  '1 0 1',
  'anonymous',
  '+',
  '',
];

const names = fc.constantFrom(...trickyNames);
const numbers = fc.constantFrom(...trickyNumbers);
const ids = fc.constantFrom('1', '2', '101', 'zofia', 'é', '');
/** Short and long texts, of letters of one to four bytes; NUL is left out, for not all databases take it. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }).map((value) => value.replaceAll('\0', '')),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom('\uFEFFwith a mark', 'null', 'ü'.repeat(40)),
);
const text = fc.option(anyText);
const durationMs = fc.option(fc.oneof(fc.nat(600_000), fc.maxSafeInteger()));
const instant = fc
  .integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 })
  .map((epochMs) => toInstant(epochMs));
const instantOrNull = fc.option(instant);
const party = fc.record({
  number: fc.option(numbers),
  e164: fc.option(numbers),
  name: fc.option(names),
  type: fc.constantFrom(...partySchema.shape.type.options),
  ref: text,
});
const agent = fc.record({
  id: fc.option(ids),
  name: fc.option(names),
  login: fc.option(ids),
  extension: fc.option(ids),
});
const tag = fc.record({ id: fc.option(ids), name: fc.option(names), color: text });

/** Any content of a call but its start. Texts are well-formed, as what comes over the wire is. */
export const callContent: Arbitrary<Omit<CallFields, 'startedAt'>> = fc.record({
  vendorId: text,
  groupId: text,
  kind: fc.constantFrom(...shape.kind.options),
  direction: fc.constantFrom(...shape.direction.options),
  disposition: fc.constantFrom(...shape.disposition.options),
  missedReason: fc.option(fc.constantFrom(...shape.missedReason.unwrap().options)),
  queuedAt: instantOrNull,
  answeredAt: instantOrNull,
  endedAt: instantOrNull,
  timePrecision: fc.constantFrom(...shape.timePrecision.options),
  timeZone: fc.constantFrom('Europe/Warsaw', 'Asia/Kathmandu'),
  timeAmbiguous: fc.boolean(),
  durationMs,
  waitMs: durationMs,
  talkMs: durationMs,
  holdMs: durationMs,
  billedMs: durationMs,
  from: party,
  to: party,
  agents: fc.array(agent, { maxLength: 4 }),
  queue: fc.option(fc.record({ id: fc.option(ids), name: fc.option(names) })),
  group: text,
  service: text,
  trunk: text,
  disconnectedBy: fc.option(fc.constantFrom(...shape.disconnectedBy.unwrap().options)),
  transferredTo: text,
  recording: fc.option(fc.record({ ref: text, url: text, downloadUrl: text })),
  customerId: text,
  ticketId: text,
  topicId: text,
  campaignId: text,
  tags: fc.array(tag, { maxLength: 4 }),
  rating: fc.option(fc.record({ scale: text, value: text })),
  destination: text,
  smsText: text,
  cost: fc.option(fc.record({ amount: fc.constantFrom('0.10', '-3'), currency: text })),
  noteCount: fc.option(fc.nat()),
  derived: fc.array(fc.constantFrom('waitMs', 'talkMs', 'a "name"'), { maxLength: 3 }),
});
