import { styleText } from 'node:util';
import type { CliIo, OutputStream } from './cli-io.ts';

/** Colours text for one stream, where it is a terminal and `NO_COLOR` doesn't forbid it. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** The paint of a stream. */
export function paintOf(stream: OutputStream, { env }: CliIo): Paint {
  const plain = stream.isTTY !== true || (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  return (style, text) => (plain ? text : styleText(style, text, { validateStream: false }));
}
