import { readFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';

/** Where the document of the API is kept. */
const document = new URL('../../../../docs/openapi.json', import.meta.url);

/** Where its types are kept. */
export const typesPath = new URL('../generated/api.ts', import.meta.url);

/** The types that the document means. */
export async function describeTypes(): Promise<string> {
  const source = await openapiTypescript(await readFile(document, 'utf8'), {
    alphabetize: false,
    immutable: false,
  });
  return `// Made from docs/openapi.json by src/__fixtures__/write-types.ts.\n\n${astToString(source)}`;
}
