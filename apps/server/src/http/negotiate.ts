import { RequestError } from './request-error.ts';

/**
 * The first of the media types on offer that an `Accept` header likes best (RFC 9110, 12.5.1); without
 * a header, the first one on offer. Throws `RequestError` when it likes none.
 */
export function negotiate<Type extends string>(
  accept: string | undefined,
  offered: readonly [Type, ...Type[]],
): Type {
  if (accept === undefined || accept.trim() === '') return offered[0];
  const ranges = accept.split(',').map(parseRange);
  const rated = offered.map((type) => ({ type, quality: qualityOf(type, ranges) }));
  const best = rated.reduce((a, b) => (b.quality > a.quality ? b : a));
  if (best.quality > 0) return best.type;
  throw new RequestError('not-acceptable', {
    what: 'The header Accept names no format that there is',
    todo: `There are ${offered.join(', ')}`,
  });
}

interface MediaRange {
  type: string;
  quality: number;
}

function parseRange(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = given === undefined ? 1 : Number(given.slice(2));
  return { type, quality: Number.isNaN(quality) ? 0 : quality };
}

/** The more a range says, the more it counts. */
function qualityOf(type: string, ranges: readonly MediaRange[]): number {
  const forms = [type, `${type.split('/')[0]}/*`, '*/*'];
  for (const form of forms) {
    const range = ranges.find((own) => own.type === form);
    if (range !== undefined) return range.quality;
  }
  return 0;
}
