import { PassThrough, Readable, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { CliIo, OutputStream } from '../terminal/cli-io.ts';

/** What a test decides of the surroundings. */
export interface FakeSurroundings {
  cwd?: string;
  env?: Record<string, string>;
  /** Whether stdout and stderr are terminals, of this width. */
  terminal?: number;
  signal?: AbortSignal;
}

/** Surroundings in memory, and what was written to them. */
export interface FakeIo {
  io: CliIo;
  /** What went to stdout, without colours. */
  out: () => string;
  /** What went to stderr, without colours. */
  err: () => string;
}

export function createFakeIo(surroundings: FakeSurroundings = {}): FakeIo {
  const { cwd = '/', env = {}, terminal, signal = new AbortController().signal } = surroundings;
  const [stdout, out] = capture(terminal);
  const [stderr, err] = capture(terminal);
  const stdin = terminal === undefined ? Readable.from([]) : new PassThrough();
  const io: CliIo = { stdout, stderr, stdin, env, cwd, signal, allowToEnd: () => undefined };
  return { io, out, err };
}

function capture(terminal: number | undefined): [OutputStream, () => string] {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  const output: OutputStream =
    terminal === undefined ? stream : Object.assign(stream, { isTTY: true, columns: terminal });
  return [output, () => stripVTControlCharacters(text)];
}
