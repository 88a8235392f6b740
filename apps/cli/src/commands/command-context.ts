import type { ExitCode } from '../exit-codes.ts';
import type { CliIo } from '../terminal/cli-io.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  /** The config file; absent to look for it from the working directory upward. */
  config?: string | undefined;
  /** Whether to tell stack traces and single events. */
  verbose?: boolean | undefined;
}

/** What a command is defined with. The work itself is imported when the command is run. */
export interface CommandContext {
  io: CliIo;
  /** Known once the arguments are parsed. */
  globals: () => GlobalOptions;
  /** Says how the command ended. */
  finish: (exitCode: ExitCode) => void;
}

/** Examples below the help of a command, as typed. */
export function examples(lines: readonly (readonly [command: string, does: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  const rows = lines.map(([command, does]) => `  $ ${command.padEnd(width)}  ${does}`);
  return `\nExamples:\n${rows.join('\n')}`;
}
