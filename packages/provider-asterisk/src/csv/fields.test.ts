import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnNames, columnsOfCsv } from '../columns.ts';
import { parseFields } from './parse-fields.ts';
import { writeFields } from './write-fields.ts';

describe('parseFields', () => {
  it.each([
    ['"","101","2"', ['', '101', '2']],
    ['"a ""b"" c",,7', ['a "b" c', '', '7']],
    ['"a,b","line\nbreak"', ['a,b', 'line\nbreak']],
    ['"never closed, as it seems', ['never closed, as it seems']],
    ['', ['']],
    ['a,', ['a', '']],
  ])('reads %j', (text, fields) => {
    expect(parseFields(text)).toEqual(fields);
  });

  it('reads what writeFields writes', () => {
    const record = fc.record(Object.fromEntries(columnNames.map((name) => [name, fc.string()])));
    const quoted = columnNames.filter(
      (name) => !['start', 'answer', 'end', 'duration', 'billsec', 'sequence'].includes(name),
    );
    fc.assert(
      fc.property(record, (own) => {
        const line = writeFields(own, quoted);
        expect(line.endsWith('\n')).toBe(true);
        expect(parseFields(line.slice(0, -1))).toEqual(quoted.map((name) => own[name]));
      }),
    );
  });
});

describe('writeFields', () => {
  it('quotes texts and leaves numbers and missing times bare, as cdr_csv.c does', () => {
    const columns = ['src', 'start', 'answer', 'duration', 'sequence'] as const;
    const record = {
      src: '',
      start: '2025-05-14 09:41:30',
      answer: '',
      duration: '7',
      sequence: '3',
    };
    expect(writeFields(record, columns)).toBe('"","2025-05-14 09:41:30",,7,3\n');
  });
});

describe('columnsOfCsv', () => {
  it.each([
    [16, 'amaflags'],
    [17, 'uniqueid'],
    [18, 'userfield'],
  ])('of %i fields the last is %s', (fields, last) => {
    expect(columnsOfCsv(fields)).toHaveLength(fields);
    expect(columnsOfCsv(fields)?.at(-1)).toBe(last);
  });

  it.each([19, 20, 21])('of %i fields the last three are the newer ones', (fields) => {
    expect(columnsOfCsv(fields)).toHaveLength(fields);
    expect(columnsOfCsv(fields)?.slice(-3)).toEqual(['peeraccount', 'linkedid', 'sequence']);
  });

  it.each([1, 15, 22])('knows no line of %i fields', (fields) => {
    expect(columnsOfCsv(fields)).toBeNull();
  });
});
