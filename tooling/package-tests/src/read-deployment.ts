import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the files of the folder `deploy` have others run. */
export interface Deployment {
  /** For a shell. */
  install: Record<'Dockerfile' | 'cdr.service', string>;
  /** Word by word. */
  start: Record<'Dockerfile' | 'cdr.service', string[]>;
  /** Ends well while the server answers. */
  health: string[];
}

const folder = join(import.meta.dirname, '../../../deploy');

/** Reads it. Throws where a file lacks a line. */
export async function readDeployment(): Promise<Deployment> {
  const docker = await readFile(join(folder, 'Dockerfile'), 'utf8');
  const unit = await readFile(join(folder, 'cdr.service'), 'utf8');
  const providers = lineOf(docker, /^ARG PROVIDERS="(.*)"$/m);
  return {
    install: {
      Dockerfile: lineOf(docker, /^RUN (npm install .*)$/m).replace('$PROVIDERS', providers),
      'cdr.service': lineOf(unit, /^# +(npm install .*)$/m),
    },
    start: {
      Dockerfile: [
        ...wordsOf(lineOf(docker, /^ENTRYPOINT (.*)$/m)),
        ...wordsOf(lineOf(docker, /^CMD (.*)$/m)),
      ],
      'cdr.service': lineOf(unit, /^ExecStart=(.*)$/m).split(' '),
    },
    health: wordsOf(lineOf(docker, /^HEALTHCHECK CMD (.*)$/m)),
  };
}

function lineOf(text: string, pattern: RegExp): string {
  const [, found] = pattern.exec(text) ?? [];
  if (found === undefined) throw new Error(`A file of deploy has no line like ${pattern}`);
  return found;
}

function wordsOf(json: string): string[] {
  return JSON.parse(json);
}
