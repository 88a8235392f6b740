import { machineClock, openProject } from '@cdr/engine';
import { serve } from '@cdr/server';
import { readJob } from './run-process.ts';

/**
 * `cdr serve` over the config of a folder, as a process of its own. Prints its address and a key;
 * ends when whoever started it lets go.
 */
const { folder } = await readJob<{ folder: string }>();
const controller = new AbortController();
process.on('disconnect', () => controller.abort());
const clock = machineClock({ env: {}, warn: () => undefined });
await serve({
  project: await openProject({ cwd: folder, env: {}, clock, program: import.meta.dirname }),
  clock,
  host: '127.0.0.1',
  port: 0,
  signal: controller.signal,
  onListening: ({ url, firstKey }) => process.stdout.write(`${url} ${firstKey}\n`),
});
