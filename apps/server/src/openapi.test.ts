import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { describeApi, openApiPath } from './__fixtures__/describe-api.ts';

it('the API is documented in docs/openapi.json', async () => {
  const page = await readFile(openApiPath, 'utf8');
  expect(page, 'run apps/server/src/__fixtures__/write-openapi.ts').toBe(await describeApi());
});
