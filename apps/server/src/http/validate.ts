import { describeIssues, formatPath } from '@cdr/engine';
import type { FastifySchemaCompiler } from 'fastify';
import type { ZodType } from 'zod';
import { RequestError } from './request-error.ts';

const places: Record<string, string> = {
  body: 'the body',
  querystring: 'the query',
  params: 'the path',
  headers: 'the headers',
};

/** Checks a part of a request; every problem is named at once, without values. */
export const validate: FastifySchemaCompiler<ZodType> =
  ({ schema, httpPart = 'body' }) =>
  (value: unknown) => {
    const result = schema.safeParse(value);
    if (result.success) return { value: result.data };
    const problems = describeIssues(schema, value, result.error).map(({ path, message }) =>
      path.length === 0 ? message : `${formatPath(path)}: ${message}`,
    );
    return {
      error: new RequestError('request', {
        what: `Something is wrong with ${places[httpPart] ?? httpPart}: ${problems.join('; ')}`,
      }),
    };
  };
