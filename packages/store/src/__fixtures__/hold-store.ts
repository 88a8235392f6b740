import { openDuckDbStore } from '../index.ts';

/** Opens a store, says so, and holds it until its input ends. */
const [path = ''] = process.argv.slice(2);
const store = await openDuckDbStore({ path, now: () => 0 });
process.stdout.write(`open ${await store.count()}\n`);
process.stdin.resume();
process.stdin.once('end', () => void store.close());
