import { createMemoryStore } from '@cdr/store';
import { exportLake } from '../lake/export-lake.ts';
import { putCalls } from './moving-calls.ts';

/** Moves every call to the next month and brings the lake up to date, again and again, and says so after each time. */
const [dir = ''] = process.argv.slice(2);
const store = createMemoryStore(() => 0);
for (let round = 0; ; round += 1) {
  const calls = Array.from({ length: 40 }, (_, number) => ({
    source: 'warsaw',
    number,
    month: ((number + round) % 4) + 1,
    version: 1,
  }));
  await putCalls(store, calls);
  await exportLake(store, { dir, sources: ['warsaw'] });
  process.stdout.write(`${round}\n`);
}
