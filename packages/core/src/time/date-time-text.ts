const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;

const space = 32;
const dash = 45;
const dot = 46;
const colon = 58;
const upperT = 84;
const lowerT = 116;

/** Days of the year before each month, and the length of each; January is 1. */
const daysBefore = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const monthLengths = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysFromYearZeroToEpoch = 719_528;

const twoDigits = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));

let cachedDay = Number.NaN;
let cachedDate = '';
/** The date that was read last. Records come in time's order, so the next one is mostly the same. */
let recentDate = '----------';
let recentDateMs = Number.NaN;

/**
 * The milliseconds from 1970-01-01 to the date in the text's first ten characters, `YYYY-MM-DD`.
 * NaN when they are none that exists. Plain arithmetic, since this runs several times a record.
 */
export function readDate(text: string): number {
  if (text.startsWith(recentDate)) return recentDateMs;
  const dateMs = computeDate(text);
  if (!Number.isNaN(dateMs)) {
    recentDate = text.slice(0, 10);
    recentDateMs = dateMs;
  }
  return dateMs;
}

function computeDate(text: string): number {
  if (text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash) return Number.NaN;
  const year = readTwoDigits(text, 0) * 100 + readTwoDigits(text, 2);
  const month = readTwoDigits(text, 5);
  const day = readTwoDigits(text, 8);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = month === 2 && !isLeap ? 28 : (monthLengths[month] ?? 0);
  if (!(day >= 1 && day <= length)) return Number.NaN;
  const days =
    365 * year +
    leapYearsBefore(year) +
    (daysBefore[month] ?? Number.NaN) +
    (isLeap && month > 2 ? 1 : 0) +
    (day - 1);
  return (days - daysFromYearZeroToEpoch) * dayMs;
}

/**
 * The milliseconds from 1970-01-01T00:00 to the date-time in the text's first `end` characters,
 * `YYYY-MM-DDTHH:mm[:ss[.f…]]`, cut to the millisecond. NaN when they are none that exists.
 */
export function readDateTime(text: string, end: number): number {
  const separator = text.charCodeAt(10);
  if (separator !== upperT && separator !== space && separator !== lowerT) return Number.NaN;
  if (end < 16 || text.charCodeAt(13) !== colon) return Number.NaN;
  const minute = readDate(text) + atMost(23, text, 11) * hourMs + atMost(59, text, 14) * minuteMs;
  if (end === 16) return minute;
  if (end < 19 || text.charCodeAt(16) !== colon) return Number.NaN;
  const second = minute + atMost(59, text, 17) * 1000;
  if (end === 19) return second;
  if (text.charCodeAt(19) !== dot) return Number.NaN;
  if (end === 23) return second + readTwoDigits(text, 20) * 10 + readDigit(text, 22);
  return second + readFraction(text, 20, end);
}

/** The two digits at `index` as a number, NaN when they are none. */
export function readTwoDigits(text: string, index: number): number {
  return readDigit(text, index) * 10 + readDigit(text, index + 1);
}

/**
 * Writes milliseconds from 1970-01-01T00:00 as `YYYY-MM-DDTHH:mm:ss.SSS`. Throws `RangeError`
 * outside the years 0000 to 9999. Much faster than `Date#toISOString` on neighbouring times.
 */
export function writeDateTime(ms: number): string {
  const day = Math.floor(ms / dayMs);
  if (day !== cachedDay) {
    cachedDate = writeDate(day);
    cachedDay = day;
  }
  const rest = ms - day * dayMs;
  const hour = twoDigits[Math.floor(rest / hourMs)];
  const minute = twoDigits[Math.floor(rest / minuteMs) % 60];
  const second = twoDigits[Math.floor(rest / 1000) % 60];
  const fraction = rest % 1000;
  const zeros = fraction < 10 ? '00' : fraction < 100 ? '0' : '';
  return `${cachedDate}T${hour}:${minute}:${second}.${zeros}${fraction}`;
}

function writeDate(day: number): string {
  const text = new Date(day * dayMs).toISOString();
  if (text.length !== 24) throw new RangeError('the year is not one of four digits');
  return text.slice(0, 10);
}

/** How many of the years from 0 up to, and without, `year` have a February 29th. */
function leapYearsBefore(year: number): number {
  const last = year - 1;
  return Math.floor(last / 4) - Math.floor(last / 100) + Math.floor(last / 400) + 1;
}

function readFraction(text: string, start: number, end: number): number {
  if (start === end) return Number.NaN;
  let ms = 0;
  let unit = 100;
  for (let index = start; index < end; index += 1) {
    const digit = readDigit(text, index);
    if (Number.isNaN(digit)) return Number.NaN;
    ms += unit >= 1 ? digit * unit : 0;
    unit /= 10;
  }
  return ms;
}

function atMost(limit: number, text: string, index: number): number {
  const value = readTwoDigits(text, index);
  return value <= limit ? value : Number.NaN;
}

function readDigit(text: string, index: number): number {
  const digit = text.charCodeAt(index) - 48;
  return digit >= 0 && digit <= 9 ? digit : Number.NaN;
}
