/** Knows the numbers of people who were erased, without knowing any of the numbers. */
export interface ErasedNumbers {
  /** Whether the text is such a number, however it is written; where it is more than a number, whether one is in it. */
  isNumber: (text: string | null) => boolean;
  /** Whether such a number stands anywhere in the text. Short ones, such as extensions, are no longer told from other digits there. */
  isIn: (text: string | null) => boolean;
}

/** One way to write a number, which means the same person wherever it is read in the same way. */
export interface NumberForm {
  digits: string;
  /**
   * Of the countries in which these digits mean the number, such as `48`; `null` for all: the digits
   * are those of an international number, or of one that no public network has.
   */
  callingCode: string | null;
}

/** One form as text: what is hashed to be known again. */
export function numberFormText({ digits, callingCode }: NumberForm): string {
  return `${callingCode ?? ''}:${digits}`;
}
