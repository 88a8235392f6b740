import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { describeTypes, typesPath } from './__fixtures__/describe-types.ts';

it('the types are those of docs/openapi.json', async () => {
  const types = await readFile(typesPath, 'utf8');
  expect(types, 'run packages/client/src/__fixtures__/write-types.ts').toBe(await describeTypes());
});
