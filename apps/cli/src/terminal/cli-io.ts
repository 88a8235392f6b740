import type { Readable, Writable } from 'node:stream';

/** A place to write to: a terminal, a pipe or a file. */
export type OutputStream = Writable & {
  isTTY?: boolean;
  /** Width of the terminal in characters. */
  columns?: number;
};

/** What a run of the command reaches the world through. */
export interface CliIo {
  /** Results alone: what a program may read. */
  stdout: OutputStream;
  /** Progress, warnings and errors. */
  stderr: OutputStream;
  stdin: Readable & { isTTY?: boolean };
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Aborts on Ctrl-C, or when nobody reads stdout any more. */
  signal: AbortSignal;
  /** Says how long an interrupted run may take to close what it has open, where that is long. */
  allowToEnd(graceMs: number): void;
}

/** The reader of stdout went away, as `head` does; no failure. */
export class OutputClosed extends Error {
  override name = 'OutputClosed';
}

/** Somebody pressed Ctrl-C at a question. */
export class QuestionsLeft extends Error {
  override name = 'QuestionsLeft';
}
