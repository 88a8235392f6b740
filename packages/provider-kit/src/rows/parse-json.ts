import { VendorResponseError } from '@cdr/core';

/**
 * `JSON.parse` for answers: throws `VendorResponseError` that says what came instead (a web page,
 * nothing, a text cut off) and, unlike the engine's own `SyntaxError`, quotes nothing of it.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new VendorResponseError({ what: `The answer is ${describeText(text)}` });
  }
}

function describeText(text: string): string {
  const first = text.trimStart()[0];
  if (first === undefined) return 'empty';
  if (first === '<') return 'a web page or XML, not JSON';
  return first === '{' || first === '[' ? 'JSON cut off or broken' : 'not JSON';
}
