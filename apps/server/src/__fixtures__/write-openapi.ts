import { writeFile } from 'node:fs/promises';
import { describeApi, openApiPath } from './describe-api.ts';

/** Brings docs/openapi.json in step with the routes. */
await writeFile(openApiPath, await describeApi());
