import { startTestServer } from './test-server.ts';

/** Where the document of the API is kept. */
export const openApiPath = new URL('../../../../docs/openapi.json', import.meta.url);

/** The document of the API as the server tells it. */
export async function describeApi(): Promise<string> {
  const test = await startTestServer();
  try {
    return `${JSON.stringify(test.server.swagger(), null, 2)}\n`;
  } finally {
    await test.close();
  }
}
