import type { FlatRow } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../formats/display-width.ts';
import { tableOfRows } from './table-of-rows.ts';

const of = (agent: string | null, agentName: string | null, rest: FlatRow = {}): FlatRow => ({
  interval: '2026-01-05',
  intervalStart: '2026-01-04T23:00:00.000Z',
  intervalEnd: '2026-01-05T23:00:00.000Z',
  ...{ agent, agentName, source: 'warsaw', origin: 'computed' },
  ...{ calls: 1234, asr: 0.5, talkSeconds: 3723, acd: null },
  ...rest,
});
const lines = (rows: readonly FlatRow[], width = 200) => tableOfRows(rows, width).split('\n');

describe('a table of figures', () => {
  it('shows names, grouped digits, h:mm:ss, per cent, and what is not told as such', () => {
    expect(lines([of('a', 'Żaneta'), of('b', null, { calls: 0 }), of(null, null)])).toEqual([
      'interval    agent   source  calls  answer ratio  talk time  average call duration',
      '──────────  ──────  ──────  ─────  ────────────  ─────────  ─────────────────────',
      '2026-01-05  Żaneta  warsaw  1,234        50.0 %    1:02:03                      –',
      '2026-01-05  b       warsaw      0        50.0 %    1:02:03                      –',
      '2026-01-05  –       warsaw  1,234        50.0 %    1:02:03                      –',
      '',
    ]);
    expect(tableOfRows([], 80)).toBe('');
  });

  it('puts the id before a name that several have, and takes control characters out of it', () => {
    const rows = [of('1', 'Ewa'), of('2', 'Ewa'), of('3', 'Jan\u001b[31m')];
    const [, , ...told] = lines(rows).map((line) => line.slice(12, 24).trimEnd());
    expect(told).toEqual(['1 Ewa     wa', '2 Ewa     wa', 'Jan [31m  wa', '']);
  });

  it('says where figures come from when some are a vendor’s', () => {
    expect(lines([of('a', 'Ewa')])[0]).not.toContain('origin');
    const mixed = lines([of('a', 'Ewa'), of('a', 'Ewa', { origin: 'vendor' })]);
    expect(mixed[0]).toContain('  origin  ');
    expect(mixed[3]).toContain('  vendor  ');
  });

  it('breaks titles up before it cuts anything', () => {
    expect(lines([of('a', 'Żaneta')], 66)).toEqual([
      '                                                           average',
      '                                      answer                  call',
      'interval    agent   source  calls      ratio  talk time   duration',
      '──────────  ──────  ──────  ─────  ─────────  ─────────  ─────────',
      '2026-01-05  Żaneta  warsaw  1,234     50.0 %    1:02:03          –',
      '',
    ]);
  });

  it.each([40, 60, 80, 200])(
    'fits %d columns, in several tables where one is too wide',
    (width) => {
      const names = ['Żaneta', '電話番号係', '👩‍👩‍👧 family', 'e\u0301 é', 'x'.repeat(60)];
      const rows = names.map((name, index) => of(String(index), name));
      const text = tableOfRows(rows, width);
      for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      const tables = text.split('\n\n').length;
      expect(tables > 1).toBe(width < 60);
      expect(text.match(/1,234/g)).toHaveLength(names.length);
      expect(text.match(/1:02:03/g)).toHaveLength(names.length);
    },
  );

  it('names weekdays and hours', () => {
    expect(lines([{ hourOfDay: 9, weekday: 7, origin: 'computed', calls: 1 }])).toEqual([
      'hour of day  weekday  calls',
      '───────────  ───────  ─────',
      '09:00        Sun          1',
      '',
    ]);
  });
});
