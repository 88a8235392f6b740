import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../../deploy');
const compose = await readFile(join(folder, 'docker-compose.yml'), 'utf8');
const docker = await readFile(join(folder, 'Dockerfile'), 'utf8');
const unit = await readFile(join(folder, 'cdr.service'), 'utf8');

const found = (text: string, pattern: RegExp) => pattern.exec(text)?.slice(1) ?? [];

it('docker-compose.yml builds the Dockerfile, with what that installs', () => {
  const [providers] = found(docker, /^ARG PROVIDERS="(.+)"$/m);
  expect(found(compose, /^ +PROVIDERS: "(.+)"$/m)).toEqual([providers]);
  expect(found(compose, /^ +context: (.+)$/m)).toEqual(['.']);
});

it('docker-compose.yml keeps the folder and reaches the port that the Dockerfile serves', () => {
  const [port] = found(docker, /^EXPOSE (\d+)$/m);
  const [data] = found(docker, /^VOLUME (.+)$/m);
  expect(found(docker, /^WORKDIR (\/data)$/m)).toEqual([data]);
  expect(found(compose, /^ +- "127\.0\.0\.1:\d+:(\d+)"$/m)).toEqual([port]);
  expect(found(compose, /^ +- data:(.+)$/m)).toEqual([data]);
  expect(found(compose, /^ +target: (.+)\/cdr\.config\.json$/m)).toEqual([data]);
});

it('waits longer for its end than slices take to be rolled back', () => {
  const seconds = [
    ...found(compose, /^ +stop_grace_period: (\d+)s$/m),
    ...found(unit, /^TimeoutStopSec=(\d+)$/m),
  ].map(Number);
  expect(seconds).toHaveLength(2);
  expect(Math.min(...seconds)).toBeGreaterThan(12);
});
