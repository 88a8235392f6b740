import { type Party, unknownParty } from '@cdr/core';
import { createEnumReader, textOrNull } from '@cdr/provider-kit';
import { recordsOf } from './records-of.ts';

const readType = createEnumReader<Party['type']>(
  { person: 'person', organisation: 'organisation' },
  'unknown',
);

/** One end of a call, given as an object or in a list. */
export function readParty(value: unknown): Party {
  const [party] = recordsOf(value);
  if (party === undefined) return unknownParty;
  return {
    number: textOrNull(party.number) ?? readInteger(party.numberNotFormatted),
    e164: null,
    name: textOrNull(party.name) ?? personName(party),
    type: readType(party.type),
    ref: textOrNull(party.uuid),
  };
}

/** First and last name in one. */
export function personName(person: Record<string, unknown>): string | null {
  const names = [textOrNull(person.firstName), textOrNull(person.lastName)];
  return textOrNull(names.filter((name) => name !== null).join(' '));
}

/** An integer has lost the zeros that it began with; one of nothing but zeros says nothing. */
function readInteger(value: unknown): string | null {
  return value === 0 ? null : textOrNull(value);
}
