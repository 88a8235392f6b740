import type { CliIo } from './cli-io.ts';

/** Whether an output is for somebody at a terminal: it has no file, or `-` for one. */
export function isToTerminal({ stdout }: CliIo, output: string | undefined): boolean {
  return (output === undefined || output === '-') && stdout.isTTY === true;
}
