import { expect, it } from 'vitest';
import { acmeSubject } from '../../__fixtures__/acme/acme-subject.ts';
import { withStream } from '../../__fixtures__/broken-acme/alter-acme.ts';
import { createProviderChecks } from '../create-checks.ts';

/** Whether providers whose vendors answer so much of a window, in slices of that span, are shortened. */
function isShortened(maxSpan: string | null, span: string | null): boolean {
  const provider = withStream((stream) => ({
    ...stream,
    window: { ...stream.window, maxSpan, span, overSpan: 'unknown' },
  }));
  const name =
    'reads a range whole of which the vendor silently answers less than the manifest says';
  return createProviderChecks(acmeSubject(provider)).some((check) => check.name === name);
}

it('answers less of windows than the manifest says, but of those of a day, which are believed', () => {
  expect(isShortened(null, null)).toBe(true);
  expect(isShortened('P5D', 'P2D')).toBe(true);
  expect(isShortened('P2D', null)).toBe(true);
  expect(isShortened('P2D', 'P1D')).toBe(false);
  expect(isShortened('P1D', null)).toBe(false);
  expect(isShortened(null, 'PT12H')).toBe(false);
});
