import type { EventRow, ExternalNumber, PartyRow } from './from-call.ts';

/** How the vendor writes what its documents show in several ways. */
export interface WritingForms {
  /** The words of enumerations: `NOANSWER`, `noAnswer`, `NO_ANSWER` or `NO ANSWER`. */
  words: 'upper' | 'camel' | 'underscored' | 'spaced';
  /** The parties: objects, or lists of one. */
  parties: 'objects' | 'lists';
  /** Unformatted numbers: integers, which lose their leading zeros, or text. */
  numbers: 'integers' | 'text';
  /** `externalNumber`: the party outside, or another number altogether. */
  externalNumber: 'party' | 'other';
  /** `note`: the number of notes, or 1 where there are some. */
  note: 'count' | 'flag';
}

/** What the vendor sends where its number outside is none of the call's parties. */
const otherNumber: ExternalNumber = {
  numberNotFormatted: 48333333333,
  numberFormatted: '+48 333 333 333',
  type: 'unknown',
};

/** With the unformatted number in one of its forms. */
type Written<Row> = Omit<Row, 'numberNotFormatted'> & {
  numberNotFormatted: number | string | null;
};

/** A row as JSON. */
export function writeEvent(row: EventRow, forms: WritingForms): string {
  return JSON.stringify({
    ...row,
    to: writeParty(row.to, forms),
    from: writeParty(row.from, forms),
    callDirection: writeWord(row.callDirection, forms),
    service: writeWord(row.service, forms),
    note: forms.note === 'flag' && row.note !== null ? Math.min(row.note, 1) : row.note,
    externalNumber: writeExternalNumber(row.externalNumber, forms),
    status: writeWord(row.status, forms),
  });
}

/** A word of an enumeration in one of its spellings; `word` is in camel case. */
export function writeWord(
  word: string | null,
  { words }: Pick<WritingForms, 'words'>,
): string | null {
  if (word === null || words === 'camel') return word;
  const separator = { upper: '', underscored: '_', spaced: ' ' }[words];
  return word.replaceAll(/[A-Z]/g, (letter) => `${separator}${letter}`).toUpperCase();
}

/** The number outside, as the rows of both lists have it. */
export function writeExternalNumber(
  own: ExternalNumber,
  forms: Pick<WritingForms, 'numbers' | 'externalNumber'>,
): Written<ExternalNumber> {
  return writeNumber(forms.externalNumber === 'party' ? own : otherNumber, forms);
}

function writeParty(party: PartyRow, forms: WritingForms): unknown {
  const written = writeNumber(party, forms);
  return forms.parties === 'lists' ? [written] : written;
}

function writeNumber<Row extends { numberNotFormatted: number | null }>(
  row: Row,
  { numbers }: Pick<WritingForms, 'numbers'>,
): Written<Row> {
  const { numberNotFormatted } = row;
  if (numbers === 'integers' || numberNotFormatted === null) return row;
  return { ...row, numberNotFormatted: String(numberNotFormatted) };
}
