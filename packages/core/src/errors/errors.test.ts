import { describe, expect, it } from 'vitest';
import { AuthError } from './auth-error.ts';
import { CdrError, type ErrorDetails } from './cdr-error.ts';
import { ConfigError } from './config-error.ts';
import { RateLimitError } from './rate-limit-error.ts';
import { StoreBusyError } from './store-busy-error.ts';
import { StoreError } from './store-error.ts';
import { TransportError } from './transport-error.ts';
import { UnstableListError } from './unstable-list-error.ts';
import { VendorResponseError } from './vendor-response-error.ts';
import { WindowTooLargeError } from './window-too-large-error.ts';

const what = 'The vendor did not answer';

describe('errors', () => {
  it.each<[new (details: ErrorDetails) => CdrError, string, boolean]>([
    [AuthError, 'auth', false],
    [ConfigError, 'config', false],
    [RateLimitError, 'rate-limit', true],
    [StoreBusyError, 'store-busy', false],
    [StoreError, 'store', false],
    [TransportError, 'transport', true],
    [UnstableListError, 'unstable-list', true],
    [VendorResponseError, 'vendor-response', true],
    [WindowTooLargeError, 'window-too-large', false],
  ])('%o carry their code and whether to try again', (ErrorClass, code, retryable) => {
    const error = new ErrorClass({ what });
    expect(error).toMatchObject({ name: ErrorClass.name, code, retryable });
    expect(CdrError.isInstance(error)).toBe(true);
  });

  it('say what failed, where, and what to do', () => {
    const error = new TransportError({ what, where: 'warsaw', todo: 'Try again later' });
    expect(error.message).toBe('The vendor did not answer (warsaw). Try again later.');
    expect(error).toMatchObject({ what, where: 'warsaw', todo: 'Try again later' });
    const bare = new TransportError({ what });
    expect(bare).toMatchObject({ message: `${what}.`, where: null, todo: null });
  });

  it('say how long the vendor asked to wait', () => {
    expect(new RateLimitError({ what, retryAfterMs: 900_000 }).retryAfterMs).toBe(900_000);
    expect(new RateLimitError({ what }).retryAfterMs).toBeNull();
  });

  it('leaves questions their mark', () => {
    expect(new ConfigError({ what: 'Unknown key, did you mean this?' }).message).toBe(
      'Unknown key, did you mean this?',
    );
    expect(new ConfigError({ what: 'Unknown source', todo: 'Did you mean this?' }).message).toBe(
      'Unknown source. Did you mean this?',
    );
  });

  it('keep their cause, and have none when there was none', () => {
    const cause = new Error('reset');
    expect(new TransportError({ what, cause }).cause).toBe(cause);
    expect('cause' in new TransportError({ what })).toBe(false);
  });

  it('are known by their marker, also across copies of the package', () => {
    const copied = Object.assign(new Error('from elsewhere'), { [Symbol.for('cdr.error')]: true });
    expect(CdrError.isInstance(copied)).toBe(true);
    expect(CdrError.isInstance(new Error('plain'))).toBe(false);
    expect(CdrError.isInstance({ code: 'auth' })).toBe(false);
  });
});
