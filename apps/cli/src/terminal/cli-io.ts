import type { Readable, Writable } from 'node:stream';
import { CdrError } from '@cdr/core';

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
  /** Aborts on Ctrl-C, and when what is told can't be written any more. */
  signal: AbortSignal;
  /** Says how long an interrupted run may take to close what it has open, where that is long. */
  allowToEnd(graceMs: number): void;
}

/** The reader of stdout went away, as `head` does; no failure. */
export class OutputClosed extends Error {
  override name = 'OutputClosed';
}

/** The output can't be written where it goes to. */
export class OutputLost extends CdrError {
  constructor(cause: NodeJS.ErrnoException) {
    const what = `The output could not be written whole: ${cause.code ?? 'a failure'}`;
    super('store', false, { what, todo: 'Look whether the disk is full', cause });
  }
}

/** Somebody pressed Ctrl-C at a question. */
export class QuestionsLeft extends Error {
  override name = 'QuestionsLeft';
}
