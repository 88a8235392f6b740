import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

/** What the document of the API says beside its routes. */
export const openApi: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'cdr',
      version: '1',
      description:
        "Every hosted phone system's calls, complete and provably so. Instants are RFC 3339 in UTC, durations whole milliseconds, what is not known is null.",
      license: { name: 'MIT', identifier: 'MIT' },
    },
    tags: [
      { name: 'calls', description: 'Calls, one by one and in pages' },
      { name: 'statistics', description: 'Figures of calls' },
      { name: 'sources', description: 'What is read, and how much of it is proven' },
      { name: 'syncs', description: 'Reading what is missing' },
      { name: 'people', description: 'What is kept of whom' },
      { name: 'audit', description: 'What owners did, and what was denied' },
      { name: 'health', description: 'What watches over the process' },
    ],
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key: `cdr_…`' },
      },
    },
    security: [{ key: [] }],
  },
  transform: jsonSchemaTransform,
};
