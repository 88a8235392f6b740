import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { untilClosed } from './until-closed.ts';
import { createWorkPlaces } from './work-places.ts';

const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Places, and what lets the time of those that wait run out. */
function setUp() {
  const late = Promise.withResolvers<void>();
  const places = createWorkPlaces({
    ...{ places: 2, waiting: 2, longestWaitMs: 1000 },
    clock: {
      sleep: (_delayMs, signal) =>
        Promise.race([
          late.promise,
          new Promise<never>((_resolve, reject) => {
            signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
          }),
        ]),
    },
  });
  const inside: string[] = [];
  const come = (name: string) => {
    const controller = new AbortController();
    const taken = places.take(controller.signal).then(() => void inside.push(name));
    return { taken, leave: () => controller.abort(new Error(`${name} left`)) };
  };
  return { come, inside, runOut: () => late.resolve() };
}

it('lets in as many as there are places, the others in their order, and no more wait', async () => {
  const { come, inside } = setUp();
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(come);
  await expect(come('e').taken).rejects.toMatchObject({ code: 'unavailable' });
  expect(inside).toEqual(['a', 'b']);
  b?.leave();
  await c?.taken;
  expect(inside).toEqual(['a', 'b', 'c']);
  a?.leave();
  await d?.taken;
  expect(inside).toEqual(['a', 'b', 'c', 'd']);
});

it('forgets who leaves while they wait, and takes nobody in who has left', async () => {
  const { come, inside } = setUp();
  const [a, , c, d] = ['a', 'b', 'c', 'd'].map(come);
  c?.leave();
  await expect(c?.taken).rejects.toThrow('c left');
  const e = come('e');
  a?.leave();
  await d?.taken;
  expect(inside).toEqual(['a', 'b', 'd']);
  d?.leave();
  await e.taken;
  expect(inside).toEqual(['a', 'b', 'd', 'e']);
});

it('keeps no place for who leaves just before there is one', async () => {
  const { come } = setUp();
  const [a, b, c] = ['a', 'b', 'c'].map(come);
  c?.leave();
  a?.leave();
  await c?.taken.catch(() => undefined);
  const d = come('d');
  await d.taken;
  b?.leave();
  await come('e').taken;
});

it('refuses who has waited too long', async () => {
  const { come, runOut } = setUp();
  const [a, , c] = ['a', 'b', 'c'].map(come);
  runOut();
  await expect(c?.taken).rejects.toMatchObject({ code: 'unavailable' });
  a?.leave();
  await come('d').taken;
});

it('gives back the place of a client that had gone before it was asked for', async () => {
  const signals = Promise.withResolvers<AbortSignal>();
  const server = createServer((request, raw) => {
    request.socket.once('close', () => setImmediate(() => signals.resolve(untilClosed({ raw }))));
    request.socket.destroy();
  }).listen(0, '127.0.0.1');
  closing.push(() => server.close());
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
  expect((await signals.promise).aborted).toBe(true);
});
