import { expect, it } from 'vitest';
import { commandOf } from './command-of.ts';

it('tells the program of a process', async () => {
  expect(await commandOf(process.pid)).toContain('node');
});

it('tells nothing of a process that is not there', async () => {
  expect(await commandOf(2 ** 30)).toBeNull();
});
