import { ConfigError, type Manifest, providerSpec, streamsOf } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { manifest } from './__fixtures__/acme-manifest.ts';
import { defineProvider } from './define-provider.ts';

function define(manifest: Manifest) {
  return defineProvider({
    manifest,
    options: z.strictObject({}),
    createMapper: () => () => ({ ok: false, reason: 'nothing to map' }),
    connect: () => ({ check: async () => 'reached', read: () => ReadableStream.from([]) }),
  });
}

describe('defineProvider', () => {
  it('adds the version of the contract', () => {
    expect(define(manifest)).toMatchObject({ spec: providerSpec, manifest });
  });

  it('refuses a manifest that breaks the contract, naming provider and place', () => {
    const [stream] = streamsOf(manifest, 'calls');
    const broken = { ...stream, window: { ...stream?.window, granularity: 'a minute' } };
    const streams = JSON.parse(JSON.stringify([broken]));
    expect(() => define({ ...manifest, streams })).toThrow(
      new ConfigError({
        what: 'The manifest of provider "acme" is not valid: streams.0.window.granularity: expected an ISO 8601 duration such as PT5M, P1D or P3M',
      }),
    );
  });

  it('refuses streams of one name and zones that nobody knows', () => {
    const { streams } = manifest;
    expect(() => define({ ...manifest, streams: [...streams, ...streams] })).toThrow(
      'provider "acme" is not valid: streams: ',
    );
    expect(() => define({ ...manifest, timeZone: 'Europe/Atlantis' })).toThrow(
      'provider "acme" is not valid: timeZone: ',
    );
  });
});
