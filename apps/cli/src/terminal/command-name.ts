import { basename, delimiter, dirname, relative, sep } from 'node:path';

/** What tells how this command was called. */
export interface Invocation {
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** The script as Node was given it: `process.argv[1]`. */
  script: string;
  /** Node's own options: `process.execArgv`. */
  execArgv: readonly string[];
}

/**
 * What to type in front of a sub-command so that it runs from the same folder: `CDR_COMMAND` when
 * it is set, `cdr` when that is how it was called, else `node` with the script's path.
 */
export function commandName({ env, cwd, script, execArgv }: Invocation): string {
  if (env.CDR_COMMAND !== undefined && env.CDR_COMMAND !== '') return env.CDR_COMMAND;
  const folder = dirname(script);
  const isOnPath = (env.PATH ?? '').split(delimiter).includes(folder);
  if (basename(script) === 'cdr' && isOnPath) {
    return folder.endsWith(`node_modules${sep}.bin`) ? 'npx cdr' : 'cdr';
  }
  const path = relative(cwd, script);
  return ['node', ...execArgv, path.startsWith('..') ? script : path].map(quoteWord).join(' ');
}

/** A word for the command line, quoted where a shell would take it apart. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
