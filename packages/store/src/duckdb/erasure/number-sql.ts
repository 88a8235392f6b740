import { fewestDigits, type NumberForm } from '@cdr/core';
import { isOneOfSql } from '../filter-sql.ts';
import type { Parameters } from '../parameters.ts';

/** What may stand between the digits of a number; a zero in brackets is the trunk prefix. */
const between = String.raw`(?:[ \x{a0}().\-/]|\(0\)){0,6}`;

/** Conditions that hold wherever a number may stand, and elsewhere too: rows are looked at afterwards. */
export interface NumberSql {
  /** Whether one of these texts may hold the number. */
  isIn(columns: readonly string[]): string;
  /** Whether one of these texts may be the number as a whole. */
  isNumber(columns: readonly string[]): string;
}

export function numberSql(forms: readonly NumberForm[], parameters: Parameters): NumberSql {
  const digits = [...new Set(forms.map((form) => form.digits))];
  const pattern = patternOf(digits.filter(({ length }) => length >= fewestDigits));
  return {
    isIn: (columns) =>
      pattern === null
        ? 'false'
        : `regexp_matches(concat_ws(chr(10), ${columns.join(', ')}), ${parameters.text(pattern)})`,
    isNumber: (columns) =>
      `(${columns
        .map((column) => {
          const own = `regexp_replace(replace(${column}, '(0)', ''), '[^0-9]', '', 'g')`;
          return `coalesce(${isOneOfSql(own, digits, parameters)}, false)`;
        })
        .join(' OR ')})`,
  };
}

/** Digits that end in others are found by these. */
function patternOf(digits: readonly string[]): string | null {
  const shortest = digits.filter(
    (own) => !digits.some((other) => other !== own && own.endsWith(other)),
  );
  if (shortest.length === 0) return null;
  return shortest.map((own) => own.split('').join(between)).join('|');
}
