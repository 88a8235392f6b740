import type { CallStream, Page, Provider } from '@cdr/core';
import type { OffsetPaging } from '@cdr/provider-kit';
import { type AcmeOptions, createAcmeProvider } from './acme-provider.ts';

/** Acme of a vendor without ids and totals: records are told apart by who called whom, and when. */
export function createNamelessAcme(): Provider<AcmeOptions> {
  const acme = createAcmeProvider(readFullPages);
  return {
    ...acme,
    manifest: {
      ...acme.manifest,
      streams: acme.manifest.streams.flatMap((stream) =>
        stream.kind === 'calls' ? [nameless(stream)] : [],
      ),
      recordings: null,
    },
    createMapper(options, settings) {
      const mapper = acme.createMapper(options, settings);
      return (row, text) => {
        const mapped = mapper(row, text);
        if (!mapped.ok) return mapped;
        const { from, startedAt, to } = mapped.call;
        const key = JSON.stringify([startedAt, from.number, to.number]);
        return { ...mapped, key, call: { ...mapped.call, vendorId: null, recording: null } };
      };
    },
  };
}

function nameless(stream: CallStream): CallStream {
  return {
    ...stream,
    identity: 'content',
    paging: { ...stream.paging, total: 'none' },
    fields: stream.fields.filter((field) => field !== 'vendorId' && field !== 'recording'),
  };
}

/** The pages of a list that are full, but for the last one. */
async function* readFullPages({ pageSize, fetchPage }: OffsetPaging): AsyncGenerator<Page> {
  for (let offset = 0; ; offset += pageSize) {
    const page = await fetchPage(offset, pageSize);
    yield { ...page, total: null };
    if (page.rows.length < pageSize) return;
  }
}
