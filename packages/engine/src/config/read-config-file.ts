import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigError } from '@cdr/core';
import { findJsonFault } from './json-position.ts';

/** The names that a config is found by, the first one that exists in a folder wins. */
export const configFileNames = ['json', 'ts', 'js', 'mjs', 'yaml', 'yml'].map(
  (extension) => `cdr.config.${extension}`,
);

/** Reads a config file as a plain value, unchecked. Throws `ConfigError` that tells line and column. */
export async function readConfigFile(path: string): Promise<unknown> {
  switch (extname(path)) {
    case '.json':
      return parseJson(await readText(path), path);
    case '.yaml':
    case '.yml':
      return parseYaml(await readText(path), path);
    case '.ts':
    case '.mts':
      return importModule(path, async () => {
        const { createJiti } = await import('jiti');
        return createJiti(import.meta.url, { fsCache: false }).import(path);
      });
    case '.js':
    case '.cjs':
    case '.mjs':
      return importModule(path, () => import(pathToFileURL(path).href));
    default:
      throw new ConfigError({
        what: 'The config has an unknown file type',
        where: path,
        todo: 'Name it .json, .ts, .js, .mjs, .yaml or .yml',
      });
  }
}

async function readText(path: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new ConfigError({ what: 'The config can not be read', where: path, cause });
  }
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function parseJson(text: string, path: string): unknown {
  const fault = findJsonFault(text);
  if (fault === null) return JSON.parse(text);
  throw new ConfigError({
    what: `The config is not valid JSON: expected ${fault.expected} at line ${fault.line}, column ${fault.column}`,
    where: path,
  });
}

async function parseYaml(text: string, path: string): Promise<unknown> {
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  // Pretty errors would quote the file, and with it what may be a password.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [fault] = document.errors;
  if (fault === undefined) return document.toJS();
  const { line, col } = lines.linePos(fault.pos[0]);
  throw new ConfigError({
    what: `The config is not valid YAML (${fault.code}) at line ${line}, column ${col}`,
    where: path,
  });
}

async function importModule(path: string, load: () => Promise<unknown>): Promise<unknown> {
  let module: unknown;
  try {
    module = await load();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError({ what: `The config fails when it runs: ${reason}`, where: path, cause });
  }
  if (typeof module === 'object' && module !== null && 'default' in module) return module.default;
  throw new ConfigError({
    what: 'The config has no default export',
    where: path,
    todo: 'End it with: export default { sources: { … } }',
  });
}
