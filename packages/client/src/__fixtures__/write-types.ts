import { writeFile } from 'node:fs/promises';
import { describeTypes, typesPath } from './describe-types.ts';

/** Brings the types in step with docs/openapi.json. */
await writeFile(typesPath, await describeTypes());
