import { describe, expect, it } from 'vitest';
import { cutRecords } from './cut-records.ts';

const good = '"a","2025-05-14 09:41:30",1';

/** The texts of the records, those that are none in angle brackets, and what was not taken. */
function cut(text: string, isLast = false): string[] {
  const bytes = Buffer.from(text);
  const found: string[] = [];
  const taken = cutRecords(bytes, { startColumn: 1, isLast }, ({ from, to, wall }) => {
    const own = bytes.toString('utf8', from, to);
    found.push(wall === null ? `<${own}>` : own);
  });
  return [...found, `left: ${bytes.toString('utf8', taken)}`];
}

describe('cutRecords', () => {
  it('takes whole lines and leaves the half one at the end', () => {
    expect(cut(`${good}\n${good}\n"b","2025-`)).toEqual([good, good, 'left: "b","2025-']);
  });

  it('takes what has no line end once nothing follows', () => {
    expect(cut(`${good}\n${good}`, true)).toEqual([good, good, 'left: ']);
    expect(cut(`${good}\n"b","2025-`, true)).toEqual([good, '<"b","2025->', 'left: ']);
  });

  it('joins lines within quotes', () => {
    const long = '"a\nb","2025-05-14 09:41:30","c\n\nd"';
    expect(cut(`${long}\n${good}\n`)).toEqual([long, good, 'left: ']);
  });

  it('lets a line that was cut off within quotes cost itself alone', () => {
    expect(cut(`"half,"2025\n${good}\n${good}\n`)).toEqual(['<"half,"2025>', good, good, 'left: ']);
  });

  it('waits for the rest of a record that stands within quotes at the end', () => {
    const open = '"a","2025-05-14 09:41:30","c\n';
    expect(cut(`${good}\n${open}`)).toEqual([good, `left: ${open}`]);
  });

  it('tells lines without a start', () => {
    expect(cut(`nonsense\n"a","",1\n${good}\n`)).toEqual([
      '<nonsense>',
      '<"a","",1>',
      good,
      'left: ',
    ]);
  });

  it('passes over blank lines, names of columns and ends of other systems', () => {
    expect(cut(`src,start,x\n\n\r\n${good}\r\n`)).toEqual([good, 'left: ']);
  });

  it('does not take a comma or a date within quotes for a column', () => {
    const tricky = '"x,""2020-01-01 00:00:00"",y","2025-05-14 09:41:30",1';
    const walls: (number | null)[] = [];
    cutRecords(Buffer.from(`${tricky}\n`), { startColumn: 1, isLast: false }, ({ wall }) =>
      walls.push(wall),
    );
    expect(walls).toEqual([Date.UTC(2025, 4, 14, 9, 41, 30)]);
  });
});
