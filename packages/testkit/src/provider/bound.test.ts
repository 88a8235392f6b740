import { describe, expect, it } from 'vitest';
import { createAcmeProvider } from '../__fixtures__/acme/acme-provider.ts';
import { acmeSubject } from '../__fixtures__/acme/acme-subject.ts';
import { faultAt } from '../faults/fault.ts';
import { createUniverse } from '../universe/create-universe.ts';
import { withinBounds } from './bound.ts';
import { ConformanceError } from './conformance-error.ts';
import { createLab } from './lab.ts';
import { dayMs, hourMs, ordinaryNow } from './stage.ts';
import type { LabTrial } from './stream-lab.ts';

const asked = { from: ordinaryNow - dayMs, to: ordinaryNow - hourMs };
const subject = acmeSubject(createAcmeProvider());
const [stream] = subject.provider.manifest.streams;

/** Syncs a universe of that many calls, each on a page of its own unless it is said otherwise. */
async function syncMany(count: number, more: Partial<LabTrial> = {}): Promise<void> {
  if (stream?.kind !== 'calls') expect.fail('Acme has calls');
  const calls = createUniverse({ window: { ...asked, to: asked.to - hourMs }, count });
  const trial = { now: ordinaryNow, calls, pages: 1, ...more };
  await createLab(subject, stream).openTrial(trial).sync(asked);
}

describe('a check', () => {
  it('may sync eighty calls, and send fifteen requests', async () => {
    await withinBounds(() => syncMany(15));
    await withinBounds(() => syncMany(80, { pages: 10 }));
  });

  it('fails that takes more, and says by how much', async () => {
    await expect(withinBounds(() => syncMany(17))).rejects.toThrow(
      new ConformanceError('it takes 17 requests in one sync, 2 more than the 15 that it may take'),
    );
    await expect(withinBounds(() => syncMany(81, { pages: 10 }))).rejects.toThrow(
      new ConformanceError(
        'it takes 81 calls in its universe, 1 more than the 80 that it may take',
      ),
    );
  });

  it('may take as much as its stage says', async () => {
    await withinBounds(() => syncMany(17, { bound: { requests: 17 } }));
    await withinBounds(() => syncMany(81, { pages: 10, bound: { calls: 81 } }));
  });

  it.each([
    ['refuses', { kind: 'answer', status: 503 }],
    ['answers in half', { kind: 'truncate' }],
  ] as const)('may send again what the vendor %s', async (_what, fault) => {
    const faults = faultAt(3, fault);
    await withinBounds(() => syncMany(16, { faults, bound: { requests: 8 } }));
  });

  it('may send as many again whose answers are changed, and no more that are left as they are', async () => {
    const bound = { requests: 8 };
    const faults = (edit: (body: string) => string) => () => ({ kind: 'edit' as const, edit });
    await withinBounds(() => syncMany(17, { faults: faults((body) => `${body} `), bound }));
    await expect(
      withinBounds(() => syncMany(17, { faults: faults((body) => body), bound })),
    ).rejects.toThrow('17 requests in one sync, 1 more than the 16');
  });

  it('tells what is worse', async () => {
    const check = async () => {
      await syncMany(17);
      throw new ConformanceError('a record is missing');
    };
    await expect(withinBounds(check)).rejects.toThrow('a record is missing');
  });
});
