import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { callsCommand } from './commands/calls/calls-command.ts';
import { checkCommand } from './commands/check/check-command.ts';
import { type CommandContext, examples, type GlobalOptions } from './commands/command-context.ts';
import { coverageCommand } from './commands/coverage/coverage-command.ts';
import { demoCommand } from './commands/demo/demo-command.ts';
import { emulateCommand } from './commands/emulate/emulate-command.ts';
import { eraseCommand } from './commands/erase/erase-command.ts';
import { exportCommand } from './commands/export/export-command.ts';
import { initCommand } from './commands/init/init-command.ts';
import { keysCommand } from './commands/keys/keys-command.ts';
import { notesCommand } from './commands/notes/notes-command.ts';
import { providersCommand } from './commands/providers/providers-command.ts';
import { recordingsCommand } from './commands/recordings/recordings-command.ts';
import { rejectedCommand } from './commands/rejected/rejected-command.ts';
import { serveCommand } from './commands/serve/serve-command.ts';
import { statsCommand } from './commands/stats/stats-command.ts';
import { syncCommand } from './commands/sync/sync-command.ts';
import { verifyCommand } from './commands/verify/verify-command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { CliIo } from './terminal/cli-io.ts';
import { cliVersion } from './version.ts';

/** How the program ended, once it was run. */
interface Outcome {
  exitCode: ExitCode;
}

/** The whole command tree. Nothing heavy is loaded before a command is run. */
export function createProgram(io: CliIo) {
  const outcome: Outcome = { exitCode: exitCodes.done };
  const program = new Command('cdr')
    .description(
      "Every hosted phone system's call history, in your own tables, complete and provably so.",
    )
    .version(cliVersion())
    .option('--config <file>', 'the config (default: cdr.config.json here or in a folder above)')
    .option('--verbose', 'tell single events, and where errors come from')
    .addHelpText(
      'after',
      examples([
        ['cdr demo', 'see it work, without any account'],
        ['cdr init', 'write a config'],
        ['cdr sync', 'read what is missing'],
        ['cdr calls --format csv --output calls.csv', 'and export it'],
      ]),
    )
    .addHelpText('after', '\ncdr COMMAND --help tells more of each, with examples.');
  const context: CommandContext = {
    io,
    globals: (): GlobalOptions => program.opts(),
    finish: (exitCode) => {
      outcome.exitCode = exitCode;
    },
  };
  const commands = [
    demoCommand,
    initCommand,
    providersCommand,
    checkCommand,
    syncCommand,
    callsCommand,
    statsCommand,
    coverageCommand,
    verifyCommand,
    rejectedCommand,
    notesCommand,
    recordingsCommand,
    serveCommand,
    keysCommand,
    exportCommand,
    eraseCommand,
    emulateCommand,
  ].map((create) => create(context));
  for (const command of commands) program.addCommand(command);
  settle(program, io);
  return { program, outcome };
}

/** Output to the streams given, and errors instead of sudden ends, for a command and all below it. */
function settle(command: CommandUnknownOpts, io: CliIo): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => io.stdout.write(text),
    writeErr: (text) => io.stderr.write(text),
  });
  for (const below of command.commands) settle(below, io);
}
