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
}

/** What the vendor sends where its number outside is none of the call's parties. */
const otherNumber: ExternalNumber = {
  numberNotFormatted: 48333333333,
  numberFormatted: '+48 333 333 333',
  type: 'unknown',
};

/** A row as JSON. */
export function writeEvent(row: EventRow, forms: WritingForms): string {
  return JSON.stringify({
    ...row,
    to: writeParty(row.to, forms),
    from: writeParty(row.from, forms),
    callDirection: writeWord(row.callDirection, forms),
    service: writeWord(row.service, forms),
    externalNumber: writeExternalNumber(row.externalNumber, forms),
    status: writeWord(row.status, forms),
  });
}

/** A word of an enumeration in one of its spellings; `word` is in camel case. */
function writeWord(word: string | null, { words }: Pick<WritingForms, 'words'>): string | null {
  if (word === null || words === 'camel') return word;
  const separator = { upper: '', underscored: '_', spaced: ' ' }[words];
  return word.replaceAll(/[A-Z]/g, (letter) => `${separator}${letter}`).toUpperCase();
}

/** The number outside, as the rows of both lists have it. */
function writeExternalNumber(
  own: ExternalNumber,
  forms: Pick<WritingForms, 'numbers' | 'externalNumber'>,
): object {
  return writeNumber(forms.externalNumber === 'party' ? own : otherNumber, forms);
}

function writeParty(party: PartyRow, forms: WritingForms): unknown {
  const written = writeNumber(party, forms);
  return forms.parties === 'lists' ? [written] : written;
}

function writeNumber<T extends { numberNotFormatted: number | null }>(
  row: T,
  { numbers }: Pick<WritingForms, 'numbers'>,
): object {
  const { numberNotFormatted } = row;
  if (numbers === 'integers' || numberNotFormatted === null) return row;
  return { ...row, numberNotFormatted: String(numberNotFormatted) };
}
