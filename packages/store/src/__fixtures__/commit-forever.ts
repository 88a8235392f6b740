import { flushCompileCache } from 'node:module';
import { openDuckDbStore } from '../index.ts';
import { sliceReading } from './slices.ts';

/**
 * Commits one slice after the other, every third time an old one in a new version, every
 * fourth time with all folded into the file, and says so before each, until it is killed.
 */
const [path = '', first = '0'] = process.argv.slice(2);
// Who is killed leaves nothing compiled to the next.
flushCompileCache();
const store = await openDuckDbStore({ path, now: () => 0 });
for (let slice = Number(first); ; slice += 1) {
  process.stdout.write(`${slice}\n`);
  await store.commit(sliceReading(slice, 1));
  if (slice % 3 === 0) await store.commit(sliceReading(Math.floor(slice / 2), slice + 2));
  if (slice % 4 === 0) await store.optimize();
}
