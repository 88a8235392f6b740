import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Operation } from './api-document.ts';
import type { RawAnswer } from './send-raw.ts';

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

/** What is wrong with an answer, whatever was asked; empty when nothing is. */
export function faultsOf({ status, body }: RawAnswer): string[] {
  return [
    ...(status >= 500 ? [`the status is ${status}`] : []),
    ...(/\n\s+at \S/.test(body) ? ['it holds a stack trace'] : []),
    ...(/node_modules|file:\/\//.test(body) ? ['it tells where programs lie'] : []),
  ];
}

/** What of an answer is not as the document has it; empty when nothing is. */
export function breachesOf(operation: Operation, { status, headers, body }: RawAnswer): string[] {
  const response = operation.responses[status];
  if (response === undefined) return [`the status ${status} is not documented`];
  const content = response.content ?? {};
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  const schema = content[type]?.schema;
  if (schema === undefined) {
    return body === '' ? [] : [`of ${status}, the type "${type}" is not documented`];
  }
  return valuesIn(type, body).flatMap((value) => {
    const isValid = ajv.validate(schema, value);
    return isValid ? [] : [`of ${status}, ${ajv.errorsText()}: ${body.slice(0, 300)}`];
  });
}

function valuesIn(type: string, body: string): unknown[] {
  if (type.endsWith('json') && !type.endsWith('ndjson')) return [JSON.parse(body)];
  if (type.endsWith('ndjson')) return body.trimEnd().split('\n').filter(Boolean).map(parse);
  return [body];
}

function parse(line: string): unknown {
  return JSON.parse(line);
}
