import { type CallStream, type Page, type ReadRequest, zoneOf } from '@cdr/core';
import type { SliceReader } from '../sync/slice-reader.ts';
import { mapArtificialRow } from './artificial-rows.ts';
import { pagedStream } from './artificial-stream.ts';

/** How {@link createArtificialReader} differs from a plain one. */
export interface ArtificialReaderOptions extends Partial<SliceReader> {
  stream?: CallStream;
  /** The pages of one reading. */
  read?: (request: ReadRequest) => Iterable<Page> | AsyncIterable<Page>;
}

/** A reader over a vendor that answers what `read` gives. */
export function createArtificialReader(options: ArtificialReaderOptions = {}): SliceReader {
  const { read = () => [], ...rest } = options;
  return {
    source: 'demo',
    stream: pagedStream,
    zone: zoneOf('UTC'),
    connection: {
      check: () => Promise.resolve('fine'),
      async *read(request) {
        yield* read(request);
      },
    },
    mapper: mapArtificialRow,
    fingerprint: (row) => JSON.stringify(row).length,
    createDigest: () => {
      let count = 0;
      return {
        add: ({ texts }) => {
          count += texts.join('').length;
        },
        value: () => count,
      };
    },
    normaliseParty: (party) => party,
    maxRows: 1000,
    keepRaw: true,
    elapsedMs: () => 0,
    ...rest,
  };
}
