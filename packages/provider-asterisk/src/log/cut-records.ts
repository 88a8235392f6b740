import { parseWallTime, type WallMs } from '@cdr/core';

const quote = 34;
const comma = 44;
const newline = 10;
const carriageReturn = 13;

/** Quoted texts may hold line ends, but no record is longer: cdr_csv writes 1,023 bytes at most. */
const longestRecord = 8_192;
const timeLength = 19;
const headings = /^(?:start|calldate)\b/i;

/** One record in a buffer. */
export interface CutRecord {
  /** Where it begins. */
  from: number;
  /** Where its line end, or the text, begins. */
  to: number;
  /** Its start on the wall; `null` for lines that are no record. */
  wall: WallMs | null;
}

/** How to cut. */
export interface Cutting {
  /** Which field, counted from 0, tells the start. */
  startColumn: number;
  /** Whether nothing will ever follow, so that what has no line end is a line of its own. */
  isLast: boolean;
}

/**
 * Cuts text into records and gives the offset behind the last of them. What a line says alone decides
 * first: a line that is a whole record is one, whatever stands before it, so that one cut off in the
 * middle costs itself alone. A line that ends within quotes is joined with those that follow until it
 * makes a record. Blank lines and a line of column names are passed over.
 */
export function cutRecords(
  bytes: Buffer,
  { startColumn, isLast }: Cutting,
  onRecord: (record: CutRecord) => void,
): number {
  let at = 0;
  for (;;) {
    const lineEnd = endOfLine(bytes, at, isLast);
    if (lineEnd < 0) return at;
    const line = readRecord(bytes, at, lineEnd, startColumn);
    const end = line.isClosed ? lineEnd : endOfJoined(bytes, at, lineEnd, { startColumn, isLast });
    if (end < 0) return at;
    const record = end === lineEnd ? line : readRecord(bytes, at, end, startColumn);
    const to = bytes[end - 1] === carriageReturn && end > at ? end - 1 : end;
    const isRecord = record.isClosed && record.wall !== null;
    if (isRecord || (to > at && !record.isHeading)) {
      onRecord({ from: at, to, wall: isRecord ? record.wall : null });
    }
    at = end + 1;
  }
}

/** The end of the record that begins with an unclosed line: its own, when no lines make one with it; -1 while that is open. */
function endOfJoined(
  bytes: Buffer,
  from: number,
  lineEnd: number,
  { startColumn, isLast }: Cutting,
): number {
  for (let end = lineEnd; ; ) {
    const next = endOfLine(bytes, end + 1, isLast);
    if (next < 0) return isLast ? lineEnd : -1;
    const alone = readRecord(bytes, end + 1, next, startColumn);
    if (next - from > longestRecord || (alone.isClosed && alone.wall !== null)) return lineEnd;
    const joined = readRecord(bytes, from, next, startColumn);
    if (joined.isClosed) return joined.wall === null ? lineEnd : next;
    end = next;
  }
}

function endOfLine(bytes: Buffer, from: number, isLast: boolean): number {
  const end = bytes.indexOf(newline, from);
  return end < 0 && isLast && from < bytes.length ? bytes.length : end;
}

interface ReadRecord {
  wall: WallMs | null;
  /** Whether every quote is closed. */
  isClosed: boolean;
  /** Whether the start column holds its own name. */
  isHeading: boolean;
}

function readRecord(bytes: Buffer, from: number, to: number, startColumn: number): ReadRecord {
  let isQuoted = false;
  let column = 0;
  let start = startColumn === 0 ? from : -1;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    if (byte === quote) isQuoted = !isQuoted;
    else if (byte === comma && !isQuoted) {
      column += 1;
      if (column === startColumn) start = at + 1;
    }
  }
  const isClosed = !isQuoted;
  if (start < 0) return { wall: null, isClosed, isHeading: false };
  const textFrom = bytes[start] === quote ? start + 1 : start;
  const text = bytes.toString('latin1', textFrom, Math.min(to, textFrom + timeLength));
  const wall = parseWallTime(text);
  return { wall, isClosed, isHeading: wall === null && headings.test(text) };
}
