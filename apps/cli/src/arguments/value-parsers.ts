import { InvalidArgumentError } from '@commander-js/extra-typings';

/** For options that may be given several times: every value counts. */
export function collect(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

/** As {@link collect}, for values that hold no commas: `a,b` means both. */
export function collectList(value: string, previous: string[] | undefined): string[] {
  const values = value.split(',').map((part) => part.trim());
  return [...(previous ?? []), ...values.filter((part) => part !== '')];
}

/** As {@link collectList}, of a closed list of words. */
export function collectChoices<Choice extends string>(choices: readonly Choice[]) {
  return (value: string, previous: Choice[] | undefined): Choice[] => {
    const values = collectList(value, undefined).map((word) => {
      const choice = choices.find((known) => known === word.toLowerCase());
      if (choice === undefined) {
        throw new InvalidArgumentError(`Use one of ${choices.join(', ')}.`);
      }
      return choice;
    });
    return [...(previous ?? []), ...values];
  };
}

/** A whole number from `least` up; `1_000_000` and `1000000` are the same. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER) {
  return (value: string): number => {
    const digits = value.replaceAll('_', '');
    const number = Number(digits);
    if (!/^\d+$/.test(digits) || number < least || number > most) {
      const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${most}`;
      throw new InvalidArgumentError(`Use a whole number, ${range}.`);
    }
    return number;
  };
}
