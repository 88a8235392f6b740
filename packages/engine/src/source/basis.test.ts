import { expect, it } from 'vitest';
import { differenceOf } from './basis.ts';

it('names the settings and options in which two bases differ', () => {
  const before = '{"timeZone":"UTC","options":{"a":1,"b":2},"country":null}';
  const after = '{"timeZone":"Europe/Warsaw","options":{"b":3,"c":4},"country":null}';
  expect(differenceOf(before, after)).toEqual(['options.a', 'options.b', 'options.c', 'timeZone']);
  expect(differenceOf('{"timeZone":"UTC"}', '{"timeZone":"UTC"}')).toEqual([]);
});
