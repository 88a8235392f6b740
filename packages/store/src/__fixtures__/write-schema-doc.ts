import { writeFile } from 'node:fs/promises';
import { renderSchemaDoc } from '../schema/schema-doc.ts';
import { tables } from '../schema/tables.ts';

/** Brings docs/schema.md in step with the definitions. */
await writeFile(new URL('../../../../docs/schema.md', import.meta.url), renderSchemaDoc(tables));
