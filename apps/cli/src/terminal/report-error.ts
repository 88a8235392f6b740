import { CdrError } from '@cdr/core';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { CliIo } from './cli-io.ts';
import { paintOf } from './paint.ts';

/** Tells of the error that ended the command, and gives the exit code that it means. */
export function reportError(io: CliIo, error: unknown, verbose: boolean): ExitCode {
  const paint = paintOf(io.stderr, io);
  const isExpected = CdrError.isInstance(error);
  const message = error instanceof Error ? error.message : String(error);
  const hint = isExpected || verbose ? '' : ' (--verbose shows where)';
  io.stderr.write(`${paint('red', 'cdr:')} ${message}${hint}\n`);
  if (verbose) io.stderr.write(`${traceOf(error)}\n`);
  return isExpected && error.code === 'config' ? exitCodes.usage : exitCodes.failed;
}

/** Stack traces of an error and its causes; messages of causes may quote what must not be shown. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  const own = [error.name, ...frames].join('\n');
  return error.cause instanceof Error ? `${own}\ncaused by ${traceOf(error.cause)}` : own;
}
