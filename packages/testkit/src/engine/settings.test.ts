import { type CallStream, type Provider, streamsOf, toEpochMs, toInstant } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ArtificialTraits } from '../__fixtures__/artificial/artificial-manifest.ts';
import {
  type ArtificialVendor,
  at,
  createArtificialVendor,
} from '../__fixtures__/artificial/artificial-vendor.ts';
import { createEngineBench, type EngineBench } from '../__fixtures__/artificial/engine-bench.ts';
import { createNotedVendor } from '../__fixtures__/artificial/noted-vendor.ts';
import { stores } from '../__fixtures__/artificial/stores.ts';
import { listNotes } from '../store/store-content.ts';
import { withStore } from '../store/store-subject.ts';

const hourMs = 3_600_000;
const now = at('2025-05-14T09:00');
const asked = { from: at('2025-05-01T00:00'), to: at('2025-05-12T00:00') };
const records = Array.from({ length: 44 }, (_, index) => ({
  key: `r${index}`,
  at: asked.from + index * 6 * hourMs + 60_000,
}));

const options = z.strictObject({
  /** What every call is labelled with. */
  label: z.string().default('none'),
  /** How much later a call began than the vendor says. */
  laterHours: z.number().default(0),
  password: z.string().meta({ secret: true }).optional(),
  address: z.string().meta({ decides: [] }).optional(),
});

/** The artificial vendor, whose provider reads its rows as options say. */
function createVendor(traits: ArtificialTraits = {}): ArtificialVendor {
  const vendor = createArtificialVendor(records, traits);
  const { provider } = vendor;
  const streams = streamsOf(provider.manifest, 'calls').map(
    (stream): CallStream => ({ ...stream, time: { ...stream.time, response: 'local' } }),
  );
  vendor.provider = {
    ...provider,
    manifest: { ...provider.manifest, streams },
    options,
    createMapper(own, settings): ReturnType<Provider['createMapper']> {
      const { label, laterHours } = options.parse(own);
      const mapper = provider.createMapper({}, settings);
      return (row, text) => {
        const mapped = mapper(row, text);
        if (!mapped.ok) return mapped;
        const startedAt = toInstant(toEpochMs(mapped.call.startedAt) + laterHours * hourMs);
        return { ...mapped, call: { ...mapped.call, startedAt, group: label } };
      };
    },
    connect(context) {
      const { laterHours } = options.parse(context.options);
      const shiftedBy = (epochMs: number) => ({
        epochMs: epochMs - laterHours * hourMs,
        wall: '',
      });
      return {
        ...provider.connect(context),
        read({ bounds, ...request }) {
          const moved = {
            from: shiftedBy(bounds.from.epochMs),
            to: shiftedBy(bounds.to.epochMs),
          };
          return provider.connect(context).read({ ...request, bounds: moved });
        },
      };
    },
  };
  return vendor;
}

const prefixSchema = z.object({ prefix: z.string() });

function content(label: string, laterHours = 0): string[] {
  return records
    .map((own) => `${toInstant(own.at + laterHours * hourMs)} ${own.key} ${label}`)
    .sort();
}

describe.each(stores)('settings that change, into %s', (_, openStore) => {
  const bench = (work: (own: EngineBench) => Promise<void>) =>
    withStore(openStore, ({ store }) => work(createEngineBench(store, now)));

  describe.each(['id', 'content'] as const)('where records are told apart by %s', (identity) => {
    it('have everything read again, however long ago it was sealed, and say so', () =>
      bench(async ({ sync, open, content: stored, events, store }) => {
        const vendor = createVendor({ identity });
        await sync(open('demo', vendor.provider), asked);
        expect(await stored()).toEqual(content('none'));

        events.length = 0;
        const { status, sources } = await sync(
          open('demo', vendor.provider, { options: { label: 'new' } }),
        );
        expect(status).toBe('complete');
        expect(sources[0]?.rows).toMatchObject({ inserted: 0, updated: 44, removed: 0 });
        expect(sources[0]?.warnings).toEqual([
          'What decides the calls has changed (options.label): what was read before is read again, 2025-05-01 00:00 to 2025-05-12 00:00 (UTC)',
        ]);
        expect(events[0]).toMatchObject({ type: 'stream-planned' });
        expect(events[1]).toMatchObject({ type: 'warning', message: sources[0]?.warnings[0] });
        expect(await stored()).toEqual(content('new'));
        expect(new Set((await store.coverage()).map(({ basis }) => basis)).size).toBe(1);
      }));

    it('that move the starts of calls leave each call once, at its new start', () =>
      bench(async ({ sync, open, content: stored }) => {
        const vendor = createVendor({ identity });
        await sync(open('demo', vendor.provider), asked);
        for (const laterHours of [9, -9, 0]) {
          const source = open('demo', vendor.provider, { options: { laterHours } });
          const { status } = await sync(source);
          expect(status).toBe('complete');
          expect(await stored()).toEqual(content('none', laterHours));
          expect((await sync(source)).sources[0]).toMatchObject({
            rows: { inserted: 0, updated: 0, removed: 0 },
            warnings: [],
          });
        }
      }));
  });

  it('of how the vendor is reached, or that say what holds anyway, have nothing read again', () =>
    bench(async ({ sync, open, content: stored }) => {
      const vendor = createVendor();
      const first = { password: 'old', address: 'here' };
      await sync(open('demo', vendor.provider, { options: first }), asked);
      vendor.readings.length = 0;
      for (const changed of [
        { password: 'new', address: 'here' },
        { password: 'new', address: 'there' },
        { label: 'none' },
        {},
      ]) {
        const source = open('demo', vendor.provider, { options: changed });
        const { sources } = await sync(source, asked);
        expect(sources[0]).toMatchObject({ warnings: [], gaps: [] });
      }
      expect(vendor.readings).toEqual([]);
      expect(await stored()).toEqual(content('none'));
    }));

  it.each([{ country: 'SE' }, { extensions: '^[1-9]$' }, { timeZone: 'Europe/Warsaw' }])(
    'have everything read again for the setting $0',
    (setting) =>
      bench(async ({ sync, open }) => {
        const vendor = createVendor();
        await sync(open('demo', vendor.provider), asked);
        const { sources } = await sync(open('demo', vendor.provider, setting), asked);
        expect(sources[0]?.warnings[0]).toContain(`has changed (${Object.keys(setting).join()}):`);
        expect(sources[0]?.rows).toMatchObject({ inserted: 0, updated: 44 });
      }),
  );

  it('go on with what is left after a run that did not come to its end', () =>
    bench(async ({ sync, open, content: stored }) => {
      const vendor = createVendor({ concurrency: 1 });
      await sync(open('demo', vendor.provider), asked);
      const source = open('demo', vendor.provider, { options: { label: 'new' } });
      const controller = new AbortController();
      vendor.readings.length = 0;
      vendor.answer = ({ page }) => {
        if (vendor.readings.length === 5) controller.abort();
        return page;
      };
      const { status } = await sync(source, {}, { signal: controller.signal });
      expect(status).toBe('interrupted');
      const done = (await stored()).filter((line) => line.endsWith('new')).length;
      expect(done).toBeGreaterThan(0);
      expect(done).toBeLessThan(44);

      vendor.answer = ({ page }) => page;
      const { sources } = await sync(source);
      expect(sources[0]).toMatchObject({ status: 'complete', rows: { updated: 44 - done } });
      expect(await stored()).toEqual(content('new'));
    }));

  it('tell what they left as it was, where less is asked for', () =>
    bench(async ({ sync, open, content: stored }) => {
      const vendor = createVendor();
      await sync(open('demo', vendor.provider), asked);
      const source = open('demo', vendor.provider, { options: { label: 'new' } });
      const part = { from: at('2025-05-04T00:00'), to: asked.to };
      const { sources } = await sync(source, part);
      expect(sources[0]?.warnings).toEqual([
        expect.stringContaining('2025-05-04 00:00 to 2025-05-12 00:00 (UTC)'),
        '2025-05-01 00:00 to 2025-05-04 00:00 (UTC) is still as it was read under other settings or by another version of the provider; a sync without a range reads it again',
      ]);
      expect((await stored()).filter((line) => line.endsWith('none'))).toHaveLength(12);
      expect((await sync(source)).sources[0]?.rows).toMatchObject({ updated: 12 });
      expect(await stored()).toEqual(content('new'));
    }));

  it('leave calls as they are that the vendor answers no longer, and say so', () =>
    bench(async ({ sync, open, content: stored, clock }) => {
      const vendor = createVendor({ retention: 'P20D' });
      await sync(open('demo', vendor.provider), asked);
      clock.advance(11 * 24 * hourMs);
      const source = open('demo', vendor.provider, { options: { label: 'new' } });
      const { status, sources } = await sync(source, asked);
      expect(status).toBe('complete');
      expect(sources[0]?.permanentGaps).toHaveLength(1);
      expect(sources[0]?.warnings.slice(1)).toEqual([
        '2025-05-01 00:00 to 2025-05-05 09:00 (UTC) was read under other settings or by another version of the provider and is now older than the vendor answers: its calls stay as they are',
      ]);
      expect(await stored()).toEqual(
        content('new').map((line) => (line < '2025-05-05T09' ? line.replace('new', 'none') : line)),
      );
      const before = await sync(open('demo', vendor.provider), asked);
      expect(before.sources[0]?.permanentGaps).toEqual([]);
      expect(await stored()).toEqual(content('none'));
    }));

  it('leave a gap to whoever verifies before they are synced', () =>
    bench(async ({ sync, open, verify }) => {
      const vendor = createVendor();
      await sync(open('demo', vendor.provider), asked);
      const source = open('demo', vendor.provider, { options: { label: 'new' } });
      const { sources } = await verify(source, asked);
      const range = { from: toInstant(asked.from), to: toInstant(asked.to) };
      expect(sources[0]?.streams[0]).toMatchObject({
        verified: [],
        differences: [],
        gaps: [range],
      });
    }));

  it('have notes asked for again where they decide notes, and calls read again where they decide calls', () =>
    bench(async ({ sync, open, store }) => {
      const vendor = createNotedVendor(records);
      const provider: Provider = {
        ...vendor.provider,
        options: z.strictObject({
          prefix: z
            .string()
            .meta({ decides: ['notes'] })
            .default(''),
          label: z
            .string()
            .meta({ decides: ['calls'] })
            .optional(),
        }),
        createNoteMapper(own, settings) {
          const { prefix } = prefixSchema.parse(own);
          const mapper = vendor.provider.createNoteMapper?.({}, settings);
          return (row, text) => {
            const mapped = mapper?.(row, text) ?? { ok: false, reason: 'no mapper' };
            if (!mapped.ok) return mapped;
            return { ...mapped, note: { ...mapped.note, text: prefix + mapped.note.text } };
          };
        },
      };
      await sync(open('demo', provider), asked);
      const count = vendor.askedFor.length;
      expect(count).toBeGreaterThan(0);

      vendor.askedFor.length = 0;
      const { sources } = await sync(open('demo', provider, { options: { prefix: 'new ' } }));
      expect(sources[0]).toMatchObject({ status: 'complete', warnings: [] });
      expect(sources[0]?.streams[1]?.rows).toMatchObject({ updated: count });
      expect(vendor.askedFor).toHaveLength(count);
      const notes = await listNotes(store);
      expect(notes.every(({ text }) => text?.startsWith('new '))).toBe(true);

      vendor.askedFor.length = 0;
      const options = { prefix: 'new ', label: 'other' };
      const relabelled = await sync(open('demo', provider, { options }));
      expect(relabelled.sources[0]?.streams[0]?.rows).toMatchObject({ updated: count });
      expect(vendor.askedFor).toEqual([]);
    }));
});
