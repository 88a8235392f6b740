import type { Manifest, Stream } from './manifest.ts';

/** The streams of one kind, in the order of the manifest. */
export function streamsOf<Kind extends Stream['kind']>(
  { streams }: Pick<Manifest, 'streams'>,
  kind: Kind,
): Extract<Stream, { kind: Kind }>[] {
  return streams.filter(
    (stream): stream is Extract<Stream, { kind: Kind }> => stream.kind === kind,
  );
}
