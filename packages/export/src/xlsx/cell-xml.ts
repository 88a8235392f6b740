import {
  type CellType,
  type CellValue,
  isDecimalText,
  parseRfc3339,
  spreadsheetText,
} from '@cdr/core';
import { cellStyles } from './workbook-parts.ts';
import { xmlText } from './xml-text.ts';

const dayMs = 86_400_000;
/** Day 0 as spreadsheets count since 1900, which they take for a leap year. */
const dayZeroMs = -2_209_161_600_000;
/** From here on, all spreadsheets agree which day a number is. */
const firstSureMs = -2_203_891_200_000;
/** Of one cell, says Excel. */
const mostCharacters = 32_767;
/** So many digits every spreadsheet keeps. */
const sureDigits = 15;
const wallTime = /^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?$/;

/** A cell as XML, such as `<c r="A1"><v>5</v></c>`; nothing when it is unknown. `place`: its name. */
export function cellXml(cell: CellValue, type: CellType, place: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') {
    return Number.isFinite(cell) ? `<c r="${place}"><v>${cell}</v></c>` : '';
  }
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  return typedXml(cell, type, place) ?? textXml(cell, place);
}

/** Where a text means a number or a time, that; `null` where it doesn't after all. */
function typedXml(text: string, type: CellType, place: string): string | null {
  switch (type) {
    case 'decimal': {
      const isExact = isDecimalText(text) && text.replace(/\D/g, '').length <= sureDigits;
      return isExact ? `<c r="${place}"><v>${text}</v></c>` : null;
    }
    case 'instant':
      return timeXml(parseRfc3339(text), cellStyles.instant, place);
    case 'local-time': {
      if (!wallTime.test(text)) return null;
      const style = text.length > 10 ? cellStyles.localTime : cellStyles.date;
      return timeXml(
        Date.parse(`${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : ''}`),
        style,
        place,
      );
    }
    default:
      return null;
  }
}

/** What clocks show, as days since 1900. */
function timeXml(shownMs: number | null, style: number, place: string): string | null {
  if (shownMs === null || !(shownMs >= firstSureMs)) return null;
  return `<c r="${place}" s="${style}"><v>${(shownMs - dayZeroMs) / dayMs}</v></c>`;
}

function textXml(text: string, place: string): string {
  const fitting = text.length > mostCharacters ? shortened(text) : text;
  const style = spreadsheetText(fitting) === fitting ? cellStyles.text : cellStyles.quoted;
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(fitting)}</t></is></c>`;
}

/** As much as a cell holds, without half of a pair at the end. */
function shortened(text: string): string {
  return `${text.slice(0, mostCharacters - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
