import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Where Chromium is: what `CDR_BROWSER` names, else the first of its usual names on the path; `null`
 * where there is none.
 */
export function findBrowser(env: Readonly<Record<string, string | undefined>>): string | null {
  if (env.CDR_BROWSER !== undefined && env.CDR_BROWSER !== '') return env.CDR_BROWSER;
  const folders = (env.PATH ?? '').split(delimiter);
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find((path) => existsSync(path)) ?? null;
}
