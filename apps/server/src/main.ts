import { parseArgs } from 'node:util';
import { CdrError } from '@cdr/core';
import { machineClock, openProject } from '@cdr/engine';
import { describeStart } from './describe-start.ts';
import { createLogger } from './logs/create-logger.ts';
import { readPort } from './read-port.ts';
import { serve } from './serve.ts';

const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => controller.abort());
}

try {
  const { values } = parseArgs({
    options: {
      config: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '8080' },
      'hide-numbers': { type: 'boolean', default: false },
    },
  });
  const { env } = process;
  const clock = machineClock({ env, warn: (text) => process.stderr.write(`cdr: ${text}\n`) });
  const project = await openProject({
    cwd: process.cwd(),
    env,
    clock,
    program: import.meta.dirname,
    isConfigOptional: true,
    ...(values.config === undefined ? {} : { file: values.config }),
  });
  await serve({
    project,
    clock,
    host: values.host,
    port: readPort(values.port),
    signal: controller.signal,
    logger: createLogger({ hideNumbers: values['hide-numbers'] }),
    onListening: (started) => process.stdout.write(describeStart(started)),
  });
} catch (error) {
  process.stderr.write(`cdr: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = CdrError.isInstance(error) && error.code !== 'config' ? 1 : 2;
}
