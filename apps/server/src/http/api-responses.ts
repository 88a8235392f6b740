import { z } from 'zod';
import { problemSchema } from './problem.ts';

const content = { 'application/problem+json': { schema: problemSchema } };

/** Bytes. */
export const binary = z.unknown().meta({ type: 'string', format: 'binary' });

/** What every route may answer besides its own. */
export const delays = {
  414: { description: 'The address is too long', content },
  503: { description: 'There is too much to do, or the server is about to end', content },
};

/** What every route with a key may answer besides its own. */
export const refusals = {
  400: { description: 'Something about the request is wrong', content },
  401: { description: 'No good key came with the request', content },
  403: { description: 'The key does not allow it', content },
  429: { description: 'The key has asked too often; Retry-After says when to ask again', content },
  ...delays,
};

/** For lists that come in several formats. */
export const unacceptable = {
  406: { description: 'There is no such format', content },
};

/** For routes about one thing that may not be there, or that the key may not know of. */
export const missing = {
  404: { description: 'There is no such thing, or the key does not tell of it', content },
};

/** For routes that ask vendors. */
export const vendorFailures = {
  416: { description: 'There is no such range of bytes', content },
  502: { description: 'The vendor failed', content },
  503: {
    description: 'The vendor gives no more out at once, or the server has too much to do',
    content,
  },
};

/** For routes that begin something that may be going on already. */
export const busy = {
  409: { description: 'It is going on already', content },
};

/** For routes that say 304 to those who have the answer already. */
export const unchanged = {
  304: z.null().meta({ description: 'What the client has is still so' }),
};

/** For routes to which bodies may be sent. */
export const bodyRefusals = {
  413: { description: 'The body is too large', content },
  415: { description: 'Bodies of this type are not read', content },
};
