import type { Page, Provider } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { mapArtificialRow } from '../__fixtures__/artificial-rows.ts';
import { pagedStream } from '../__fixtures__/artificial-stream.ts';
import { sourceConfigSchema } from '../config/config-schema.ts';
import { openSource } from '../source/open-source.ts';
import { createAnswerDigests, createFingerprint } from './fingerprint.ts';

function fingerprintWith(config: Record<string, unknown> = {}, mapperVersion = 0) {
  return createFingerprint(sourceWith(config, mapperVersion), pagedStream);
}

function sourceWith(config: Record<string, unknown> = {}, mapperVersion = 0) {
  const provider: Provider = {
    spec: 1,
    manifest: {
      id: 'artificial',
      name: 'Artificial',
      docs: [],
      timeZone: 'UTC',
      country: null,
      hosts: [],
      streams: [pagedStream],
      recordings: null,
      identityEpoch: 0,
      mapperVersion,
    },
    options: z.strictObject({
      kind: z.string().default('plain'),
      token: z.string().meta({ secret: true }).optional(),
      address: z.string().meta({ decides: [] }).optional(),
    }),
    createMapper: () => mapArtificialRow,
    connect: () => ({ check: () => Promise.resolve(''), async *read() {} }),
  };
  return openSource({
    name: 'demo',
    config: sourceConfigSchema.parse({ provider: 'artificial', ...config }),
    provider,
    runtime: {
      fetch: () => Promise.reject(new Error('no network here')),
      clock: {
        now: () => 0,
        elapsedMs: () => 0,
        sleep: () => Promise.resolve(),
        after: () => () => {},
      },
      random: () => 0,
    },
  });
}

describe('createFingerprint', () => {
  const row = { id: 7, name: 'Åsa', parts: [{ a: 1, b: null }] };

  it('is a whole number below 2^53', () => {
    const fingerprint = fingerprintWith();
    for (let n = 0; n < 1000; n += 1) {
      const hash = fingerprint({ n });
      expect(Number.isSafeInteger(hash) && hash >= 0).toBe(true);
    }
  });

  it('is the same whatever the order of keys and whether ids are numbers or text', () => {
    const fingerprint = fingerprintWith();
    expect(fingerprint({ parts: [{ b: null, a: '1' }], name: 'Åsa', id: '7' })).toBe(
      fingerprint(row),
    );
  });

  it('changes with the row', () => {
    const fingerprint = fingerprintWith();
    expect(fingerprint({ ...row, name: 'Asa' })).not.toBe(fingerprint(row));
  });

  it.each([
    { timeZone: 'Europe/Warsaw' },
    { country: 'PL' },
    { extensions: '^\\d{3}$' },
    { options: { kind: 'other' } },
  ])('changes with the setting $0', (config) => {
    expect(fingerprintWith(config)(row)).not.toBe(fingerprintWith()(row));
  });

  it('changes with the version of the mapping', () => {
    expect(fingerprintWith({}, 1)(row)).not.toBe(fingerprintWith()(row));
  });

  it('does not change with settings that decide nothing of a row', () => {
    const options = { kind: 'plain', token: 'secret', address: 'there' };
    expect(fingerprintWith({ lookback: 'PT5H', concurrency: 1, options })(row)).toBe(
      fingerprintWith()(row),
    );
  });
});

describe('createAnswerDigests', () => {
  const pageWith = (texts: string[], list?: string): Page => ({
    rows: texts.map((text) => JSON.parse(text)),
    texts,
    total: null,
    ...(list === undefined ? {} : { list }),
  });
  function digestOf(pages: readonly Page[], config = {}, mapperVersion = 0): number {
    const digest = createAnswerDigests(sourceWith(config, mapperVersion), pagedStream)();
    for (const page of pages) digest.add(page);
    return digest.value();
  }
  const texts = Array.from({ length: 1200 }, (_, index) => `{"id":${index}}`);
  const digest = digestOf([pageWith(texts)]);

  it('are the same for the same answer', () => {
    expect(digestOf([pageWith([...texts])])).toBe(digest);
    expect(Number.isSafeInteger(digest) && digest >= 0).toBe(true);
  });

  it.each([
    ['a letter', [pageWith([...texts.slice(0, -1), '{"id":0 }'])]],
    ['a row less', [pageWith(texts.slice(1))]],
    ['another order', [pageWith(texts.toReversed())]],
    ['a row twice', [pageWith([...texts, '{"id":1199}'])]],
    ['another list', [pageWith(texts, 'ivr')]],
    ['no row', []],
  ])('tell %s apart', (_, pages) => {
    expect(digestOf(pages)).not.toBe(digest);
  });

  it('tell apart what is mapped otherwise', () => {
    expect(digestOf([pageWith(texts)], { timeZone: 'Europe/Warsaw' })).not.toBe(digest);
    expect(digestOf([pageWith(texts)], {}, 1)).not.toBe(digest);
  });
});
