import { z } from 'zod';

const schemaSchema = z.record(z.string(), z.unknown());
const contentSchema = z.record(z.string(), z.object({ schema: schemaSchema }));

const operationSchema = z.object({
  parameters: z
    .array(z.object({ in: z.string(), name: z.string(), schema: schemaSchema }))
    .default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.object({ content: contentSchema.optional() })),
});

const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});

/** A schema as JSON Schema has it. */
export type JsonSchema = z.infer<typeof schemaSchema>;

/** What the document of an API says of one method of one path. */
export interface Operation extends z.infer<typeof operationSchema> {
  method: string;
  /** With `{name}` where a value belongs. */
  path: string;
}

/** All that a document tells of. */
export function operationsOf(document: unknown): Operation[] {
  return Object.entries(documentSchema.parse(document).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, own]) => ({
      ...own,
      method: method.toUpperCase(),
      path,
    })),
  );
}
