import { appendFile, copyFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Connection } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { connect, readPages } from './__fixtures__/connect.ts';
import { lineAt } from './__fixtures__/lines.ts';
import { withFolder } from './__fixtures__/temporary-folder.ts';
import asterisk from './index.ts';

const may = { from: Date.UTC(2025, 4, 1), to: Date.UTC(2025, 5, 1) };
const { signal } = new AbortController();

/** Opens Master.csv of a folder of its own. */
function withLog(work: (path: string) => Promise<void>): Promise<void> {
  return withFolder((folder) => work(join(folder, 'Master.csv')));
}

/** The callers of a window; lines that are none in angle brackets. */
async function callers(connection: Connection, window = may): Promise<string[]> {
  const pages = await readPages(connection, window);
  const rows = pages.flatMap((page) => page.rows);
  for (const { total } of pages) expect(total).toBe(rows.length);
  return rows.map((row) =>
    typeof row === 'string' ? `<${row}>` : String(Object(row).src).replace('+4672', ''),
  );
}

describe('options', () => {
  it('have a default, take whole paths alone and know what they need', () => {
    expect(asterisk.options.safeParse({}).success).toBe(true);
    expect(asterisk.options.safeParse({ path: 'Master.csv' }).success).toBe(false);
    expect(asterisk.options.safeParse({ columns: ['src', 'dst'] }).success).toBe(false);
    expect(asterisk.options.safeParse({ columns: ['start', 'src', 'src'] }).success).toBe(false);
    expect(asterisk.options.safeParse({ columns: ['calldate', 'src'] }).success).toBe(true);
    expect(asterisk.options.safeParse({ token: 'x' }).success).toBe(false);
  });
});

describe('a file that grows', () => {
  it('is read on from where it was, and half a line is no row yet', () =>
    withLog(async (path) => {
      const { connection } = connect({ path });
      const [first, second] = [lineAt('2025-05-14 09:00:00', 1), lineAt('2025-05-14 10:00:00', 2)];
      await writeFile(path, first + second.slice(0, 40));
      expect(await callers(connection)).toEqual(['1']);
      await appendFile(path, second.slice(40));
      expect(await callers(connection)).toEqual(['1', '2']);
      await appendFile(path, lineAt('2025-05-14 08:30:00', 3));
      expect(await callers(connection)).toEqual(['1', '2', '3']);
    }));

  it('gives every window its own, whatever the order of the lines', () =>
    withLog(async (path) => {
      const starts = ['2025-05-14 09:00:00', '2025-05-03 00:00:00', '2025-05-20 23:59:59'];
      await writeFile(path, starts.map((start, index) => lineAt(start, index)).join(''));
      const { connection } = connect({ path });
      const from = Date.UTC(2025, 4, 3);
      expect(await callers(connection, { from, to: from + 1000 })).toEqual(['1']);
      expect(await callers(connection, { from: from + 1000, to: may.to })).toEqual(['0', '2']);
      expect(await callers(connection, { from: may.from, to: from })).toEqual([]);
    }));

  it.each([
    ['shorter than', 1],
    ['as long as', 2],
    ['longer than', 3],
  ])('is read anew once it was cut off and written anew, %s before', (_, lines) =>
    withLog(async (path) => {
      const { connection } = connect({ path });
      const first = [1, 2].map((number) => lineAt('2025-05-14 09:00:00', number));
      await writeFile(path, first.join(''));
      expect(await callers(connection)).toEqual(['1', '2']);
      const others = [4, 5, 6].slice(0, lines);
      await truncate(path);
      for (const number of others) {
        await appendFile(path, lineAt('2025-05-15 09:00:00', number));
      }
      // File systems tell times in steps of some milliseconds.
      await utimes(path, 1_747_400_000, 1_747_400_000);
      expect(await callers(connection)).toEqual(others.map(String));
    }),
  );

  it('is read anew once another file was put in its place', () =>
    withLog(async (path) => {
      const { connection } = connect({ path });
      await writeFile(path, lineAt('2025-05-14 09:00:00', 1));
      expect(await callers(connection)).toEqual(['1']);
      await writeFile(`${path}.new`, lineAt('2025-05-14 09:00:00', 2));
      await rename(`${path}.new`, path);
      expect(await callers(connection)).toEqual(['2']);
    }));

  it('comes in pages of a thousand', () =>
    withLog(async (path) => {
      const lines = Array.from({ length: 2_500 }, (_, index) =>
        lineAt('2025-05-14 09:00:00', index),
      );
      await writeFile(path, lines.join(''));
      const pages = await readPages(connect({ path }).connection, may);
      expect(pages.map(({ rows, total }) => [rows.length, total])).toEqual([
        [1_000, 2_500],
        [1_000, 2_500],
        [500, 2_500],
      ]);
    }));

  it('ends the reading when it is told to', () =>
    withLog(async (path) => {
      await writeFile(path, lineAt('2025-05-14 09:00:00', 1));
      const stopped = AbortSignal.abort(new Error('stopped by hand'));
      await expect(readPages(connect({ path }).connection, may, stopped)).rejects.toThrow(
        'stopped by hand',
      );
    }));
});

describe('lines that are no record', () => {
  it('stand in one window alone: that of the record in front of them', () =>
    withLog(async (path) => {
      await writeFile(
        path,
        `first of all\n${lineAt('2025-05-14 09:00:00', 1)}garbage\n${lineAt('2025-05-16 09:00:00', 2)}`,
      );
      const { connection } = connect({ path });
      const middle = Date.UTC(2025, 4, 15);
      expect(await callers(connection, { ...may, to: middle })).toEqual([
        '<first of all>',
        '1',
        '<garbage>',
      ]);
      expect(await callers(connection, { ...may, from: middle })).toEqual(['2']);
    }));

  it('are no half records any more once their file was rotated', () =>
    withLog(async (path) => {
      await writeFile(`${path}.1`, `${lineAt('2025-05-14 09:00:00', 1)}"","101`);
      await writeFile(path, lineAt('2025-05-16 09:00:00', 2));
      expect(await callers(connect({ path }).connection)).toEqual(['1', '<"","101>', '2']);
    }));
});

describe('rotation', () => {
  it('by another name changes nothing', () =>
    withLog(async (path) => {
      const { connection } = connect({ path });
      await writeFile(path, lineAt('2025-05-14 09:00:00', 1));
      expect(await callers(connection)).toEqual(['1']);
      await rename(path, `${path}.1`);
      expect(await callers(connection)).toEqual(['1']);
      await writeFile(path, lineAt('2025-05-15 09:00:00', 2));
      expect(await callers(connection)).toEqual(['1', '2']);
      await rename(`${path}.1`, `${path}.2`);
      await rename(path, `${path}.1`);
      expect(await callers(connection)).toEqual(['1', '2']);
    }));

  it('into packed files changes nothing', () =>
    withLog(async (path) => {
      const old = lineAt('2025-05-14 09:00:00', 1) + lineAt('2025-05-14 10:00:00', 2);
      await writeFile(`${path}.2.gz`, gzipSync(old));
      await writeFile(`${path}.1`, lineAt('2025-05-15 09:00:00', 3));
      await writeFile(path, lineAt('2025-05-16 09:00:00', 4));
      const { connection } = connect({ path });
      expect(await callers(connection)).toEqual(['1', '2', '3', '4']);
      expect(await callers(connection)).toEqual(['1', '2', '3', '4']);
    }));

  it('by copying and cutting off counts no call twice', () =>
    withLog(async (path) => {
      await writeFile(path, lineAt('2025-05-14 09:00:00', 1));
      await copyFile(path, `${path}.1`);
      let waits = 0;
      const onSleep = async () => {
        waits += 1;
        if (waits === 3) await truncate(path);
      };
      expect(await callers(connect({ path }, { onSleep }).connection)).toEqual(['1']);
      expect(waits).toBe(3);
    }));

  it('leaves no copy beside the file, or is not done', () =>
    withLog(async (path) => {
      await writeFile(path, lineAt('2025-05-14 09:00:00', 1));
      await copyFile(path, `${path}.1`);
      await expect(callers(connect({ path }).connection)).rejects.toMatchObject({
        code: 'unstable-list',
        message: expect.stringContaining('count twice'),
      });
    }));

  it('hides no file while names are changed one after the other', () =>
    withLog(async (path) => {
      // .1 has become .2, and the file itself is not .1 yet.
      await writeFile(`${path}.2`, lineAt('2025-05-14 09:00:00', 1));
      await writeFile(path, lineAt('2025-05-15 09:00:00', 2));
      const onSleep = () => rename(path, `${path}.1`).catch(() => undefined);
      const { connection, events } = connect({ path }, { onSleep });
      expect(await callers(connection)).toEqual(['1', '2']);
      expect(events.filter(({ type }) => type === 'warning')).toEqual([]);
    }));

  it('that never ends is told', () =>
    withLog(async (path) => {
      await writeFile(path, lineAt('2025-05-15 09:00:00', 1));
      let names = 0;
      const onSleep = async () => {
        names += 1;
        await writeFile(`${path}-2025051${names % 10}`, lineAt('2025-05-14 09:00:00', names));
        await rm(`${path}-2025051${(names + 9) % 10}`, { force: true });
      };
      await writeFile(`${path}.2`, lineAt('2025-05-14 09:00:00', 1));
      await expect(callers(connect({ path }, { onSleep }).connection)).rejects.toMatchObject({
        code: 'unstable-list',
        message: expect.stringContaining('renamed again and again'),
      });
    }));

  it('takes no file away that the plan was made with, or the range is not read', () =>
    withLog(async (path) => {
      await writeFile(`${path}.1`, lineAt('2025-05-14 09:00:00', 1));
      await writeFile(path, lineAt('2025-05-14 08:00:00', 2));
      const { connection } = connect({ path });
      await connection.completeFrom?.(signal);
      await rename(`${path}.1`, `${path}-20250514`);
      expect(await callers(connection)).toEqual(['1', '2']);
      await rm(`${path}-20250514`);
      await expect(callers(connection)).rejects.toMatchObject({ code: 'unstable-list' });
      await connection.completeFrom?.(signal);
      expect(await callers(connection)).toEqual(['2']);
    }));

  it('may leave the line of column names alone, which all files begin with', () =>
    withLog(async (path) => {
      const heading = 'start,src\n';
      await writeFile(`${path}.1`, `${heading}"2025-05-14 09:00:00","1"\n`);
      await writeFile(path, heading);
      const { connection } = connect({ path, columns: ['start', 'src'] });
      expect(await callers(connection)).toEqual(['1']);
      await appendFile(path, '"2025-05-15 09:00:00","2"\n');
      expect(await callers(connection)).toEqual(['1', '2']);
      await copyFile(`${path}.1`, path);
      await expect(callers(connection)).rejects.toThrow('count twice');
    }));

  it('leaves files alone that were written before the window began', () =>
    withLog(async (path) => {
      await writeFile(`${path}.1.gz`, 'not packed at all');
      await utimes(`${path}.1.gz`, 1_000_000_000, 1_000_000_000);
      await writeFile(path, lineAt('2025-05-16 09:00:00', 2));
      expect(await callers(connect({ path }).connection)).toEqual(['2']);
    }));
});

describe('a packed file that is damaged', () => {
  const damaged = (...lines: string[]) => {
    const packed = gzipSync(lines.join(''));
    return packed.subarray(0, packed.length / 2);
  };
  const day = (date: string) => Date.parse(`${date}T00:00:00Z`);

  /** Three days, the one in the middle in a file that is damaged. */
  async function writeDays(path: string): Promise<void> {
    await writeFile(`${path}.2`, lineAt('2025-05-08 09:00:00', 1));
    await writeFile(`${path}.1.gz`, damaged(lineAt('2025-05-11 09:00:00', 2)));
    await writeFile(path, lineAt('2025-05-14 09:00:00', 3));
  }

  it('keeps back what it may hold alone: from a day before the file in front of it to a day into the next', () =>
    withLog(async (path) => {
      await writeDays(path);
      const { connection } = connect({ path });
      const before = { from: may.from, to: Date.UTC(2025, 4, 7, 9) };
      const behind = { from: Date.UTC(2025, 4, 15, 9), to: may.to };
      expect(await callers(connection, before)).toEqual([]);
      expect(await callers(connection, behind)).toEqual([]);
      const hidden = { from: before.to, to: behind.from };
      await expect(callers(connection, hidden)).rejects.toMatchObject({
        code: 'vendor-response',
        retryable: false,
        message: expect.stringMatching(/could not be unpacked.*Master\.csv\.1\.gz.*whole copy/),
      });
      await expect(callers(connection)).rejects.toMatchObject({
        code: 'window-too-large',
        cuts: [hidden.from, hidden.to],
      });
      await expect(
        callers(connection, { from: day('2025-05-09'), to: may.to }),
      ).rejects.toMatchObject({ code: 'window-too-large', cuts: [hidden.to] });
    }));

  it('was written last before everything that it can hold was over', () =>
    withLog(async (path) => {
      await writeDays(path);
      await utimes(`${path}.1.gz`, 0, day('2025-05-12') / 1000);
      await expect(callers(connect({ path }).connection)).rejects.toMatchObject({
        cuts: [Date.UTC(2025, 4, 7, 9), day('2025-05-13')],
      });
    }));

  it('is read once it is whole again', () =>
    withLog(async (path) => {
      await writeDays(path);
      const { connection } = connect({ path });
      await expect(callers(connection)).rejects.toThrow('could not be unpacked');
      await writeFile(`${path}.1.gz`, gzipSync(lineAt('2025-05-11 09:00:00', 2)));
      expect(await callers(connection)).toEqual(['1', '2', '3']);
    }));

  it('is asked about for its last day where it is the oldest, and no further back', () =>
    withLog(async (path) => {
      await writeFile(`${path}.1.gz`, 'not packed at all');
      await writeFile(path, lineAt('2025-05-14 09:00:00', 1));
      const { connection } = connect({ path });
      expect(await connection.completeFrom?.(signal)).toBe(Date.UTC(2025, 4, 14, 9));
      const last = { from: Date.UTC(2025, 4, 14, 9), to: Date.UTC(2025, 4, 15, 9) };
      await expect(callers(connection, last)).rejects.toMatchObject({ code: 'vendor-response' });
      expect(await callers(connection, { from: last.to, to: may.to })).toEqual([]);
      await rm(`${path}.1.gz`);
      expect(await connection.completeFrom?.(signal)).toBe(last.to);
      expect(await callers(connection)).toEqual(['1']);
    }));

  it('is told when there is nothing else', () =>
    withLog(async (path) => {
      await writeFile(`${path}.1.gz`, 'not packed at all');
      await expect(connect({ path }).connection.check(signal)).rejects.toThrow(
        'could not be unpacked',
      );
    }));
});

describe('completeFrom', () => {
  const of = (path: string, more = {}) =>
    connect({ path, ...more }).connection.completeFrom?.(signal);

  it('is a day after the first record that is left', () =>
    withLog(async (path) => {
      await writeFile(`${path}.1`, lineAt('2025-05-14 09:00:00', 1));
      await writeFile(path, lineAt('2025-05-16 09:00:00', 2));
      expect(await of(path)).toBe(Date.UTC(2025, 4, 15, 9));
      await rm(`${path}.1`);
      expect(await of(path)).toBe(Date.UTC(2025, 4, 17, 9));
    }));

  it('is no time where the files hold the whole history, unless one of them is missing', () =>
    withLog(async (path) => {
      await writeFile(path, lineAt('2025-05-16 09:00:00', 2));
      expect(await of(path, { wholeHistory: true })).toBeNull();
      await writeFile(`${path}.2`, lineAt('2025-05-14 09:00:00', 1));
      const { connection, events } = connect({ path, wholeHistory: true });
      expect(await connection.completeFrom?.(signal)).toBe(Date.UTC(2025, 4, 17, 9));
      expect(events).toContainEqual({
        type: 'warning',
        message: expect.stringContaining('Left out: Master.csv.2'),
      });
    }));

  it('is now where nothing was written yet', () =>
    withLog(async (path) => {
      await writeFile(path, '');
      expect(await of(path)).toBe(Date.UTC(2025, 4, 20));
      expect(await of(path, { wholeHistory: true })).toBeNull();
    }));
});

describe('check', () => {
  it('tells what it found', () =>
    withLog(async (path) => {
      await writeFile(path, lineAt('2025-05-16 09:00:00', 2));
      expect(await connect({ path }).connection.check(signal)).toBe(
        "Asterisk's files can be read: 1, calls from 2025-05-16T09:00:00.000Z on",
      );
      await truncate(path);
      expect(await connect({ path }).connection.check(signal)).toContain('no call is in them yet');
    }));

  it('tells that there is no file, and that its lines are of another kind', () =>
    withLog(async (path) => {
      await expect(connect({ path }).connection.check(signal)).rejects.toThrow('no such file');
      await writeFile(path, '"Alice","101","102","2025-05-16 09:00:00"\n');
      await expect(connect({ path }).connection.check(signal)).rejects.toMatchObject({
        code: 'vendor-response',
        message: expect.stringContaining('options.columns'),
      });
    }));
});

it('reads the columns that config names, and passes over a line that names them', () =>
  withLog(async (path) => {
    await writeFile(path, 'calldate,src,colour\n"2025-05-16 09:00:00","101","red"\n');
    const { connection } = connect({ path, columns: ['calldate', 'src', 'colour'] });
    const [page] = await readPages(connection, may);
    expect(page?.rows).toEqual([{ start: '2025-05-16 09:00:00', src: '101', colour: 'red' }]);
    expect(page?.texts).toEqual([JSON.stringify(page?.rows[0])]);
  }));

it('reads the columns of the cdr table, in the order that config names', () =>
  withLog(async (path) => {
    const columns = [
      ...['accountcode', 'src', 'dst', 'dcontext', 'clid', 'channel', 'dstchannel', 'lastapp'],
      ...['lastdata', 'start', 'answer', 'end', 'duration', 'billsec', 'disposition', 'amaflags'],
      ...['userfield', 'uniqueid', 'linkedid', 'sequence'],
    ];
    const fields = [
      ...['sales', '101', '+4672', 'outbound', '"Anna" <101>', 'SIP/101-1a', 'SIP/trunk-2b'],
      ...['Dial', 'SIP/trunk/+4672', '2025-05-16 09:00:00', '2025-05-16 09:00:05'],
      ...['2025-05-16 09:01:05', '65', '60', 'ANSWERED', '3', 'note'],
      ...['1747386000.7', '1747386000.6', '9'],
    ];
    const line = fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',');
    await writeFile(path, `${line}\n`);
    const options = asterisk.options.parse({ path, columns, outbound: ['outbound'] });
    const settings = { source: 'office', timeZone: 'UTC', country: null, extensions: null };
    const [page] = await readPages(connect({ path, columns }).connection, may);
    const row = page?.rows[0];
    expect(row).toEqual(Object.fromEntries(columns.map((name, index) => [name, fields[index]])));
    expect(asterisk.createMapper(options, settings)(row, '')).toMatchObject({
      ok: true,
      call: {
        vendorId: '1747386000.7#9',
        groupId: '1747386000.6',
        direction: 'outbound',
        disposition: 'answered',
        startedAt: '2025-05-16T09:00:00.000Z',
        answeredAt: '2025-05-16T09:00:05.000Z',
        endedAt: '2025-05-16T09:01:05.000Z',
        durationMs: 65_000,
        talkMs: 60_000,
        from: { number: '101', name: 'Anna' },
        to: { number: '+4672' },
        agents: [{ extension: '101' }],
        trunk: 'trunk',
      },
    });
  }));

it('reads bytes that are no UTF-8 as Latin-1', () =>
  withLog(async (path) => {
    await writeFile(path, Buffer.from(lineAt('2025-05-16 09:00:00', 1, 'Åsa'), 'latin1'));
    const [page] = await readPages(connect({ path }).connection, may);
    expect(page?.rows).toMatchObject([{ userfield: 'Åsa' }]);
  }));
