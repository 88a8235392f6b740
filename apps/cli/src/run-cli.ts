import { CommanderError } from '@commander-js/extra-typings';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { createProgram } from './program.ts';
import { type CliIo, OutputClosed, OutputLost, QuestionsLeft } from './terminal/cli-io.ts';

/** Runs the command with its arguments; gives the exit code, and throws nothing. */
export async function runCli(args: readonly string[], io: CliIo): Promise<ExitCode> {
  const exitCode = await runProgram(args, io);
  return io.signal.reason instanceof OutputLost ? exitCodes.failed : exitCode;
}

async function runProgram(args: readonly string[], io: CliIo): Promise<ExitCode> {
  const { program, outcome } = createProgram(io);
  try {
    const shown = args.length === 0 ? ['--help'] : args;
    await program.parseAsync([...shown], { from: 'user' });
    return outcome.exitCode;
  } catch (error) {
    // Commander has told of its own errors already.
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    }
    if (error instanceof QuestionsLeft) return exitCodes.interrupted;
    if (io.signal.aborted) {
      return io.signal.reason instanceof OutputClosed ? exitCodes.done : exitCodes.interrupted;
    }
    const { reportError } = await import('./terminal/report-error.ts');
    return reportError(io, error, program.opts().verbose === true);
  }
}
