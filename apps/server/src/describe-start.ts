import type { ServerStarted } from './serve.ts';

/** What people are told when the server listens. */
export function describeStart({ url, firstKey }: ServerStarted): string {
  const key =
    firstKey === null
      ? ''
      : `\nThere was no key yet; this one may do everything, and is shown only now:\n\n  ${firstKey}\n`;
  return `cdr listens on ${url}
${key}
What can be asked of it is told at ${url}/docs, where browsers want a key as the password.
`;
}
