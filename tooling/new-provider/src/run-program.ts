import { execFile } from 'node:child_process';
import { delimiter, dirname } from 'node:path';

/** How a program ended. */
export interface ProgramEnd {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end. Rejects when there is none of that name, or when it is killed. */
export function runProgram(
  program: string,
  parameters: readonly string[],
  cwd = '.',
): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    execFile(program, parameters, { cwd, env: plainEnvironment() }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, stdout, stderr });
      else reject(error);
    });
  });
}

/**
 * What a stranger's shell has: nothing that is said to this run of tests alone, no colours, and as
 * `node` the one that runs this, without the script that pnpm puts before it.
 */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(?:vitest|node_(?:env|options|path)$|force_color$|cdr_)/i.test(name),
  );
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  return { ...Object.fromEntries(own), PATH: path, NO_COLOR: '1' };
}
