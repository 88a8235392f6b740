import type { VendorApi } from '@cdr/core';
import { holdSecret } from './secrets.ts';

/** Finds out what a provider lets itself in with. */
export interface CredentialWatch {
  /** Those of the options, and all that were seen so far. */
  readonly secrets: ReadonlySet<string>;
  /** Looks at a request that is about to be answered. */
  look(request: Request): Promise<void>;
  /** The vendor, with every request and every login looked at. */
  over: (vendorApi: VendorApi) => VendorApi;
}

const tellingHeader = /auth|token|key|secret|session|cookie/i;
/** Shorter words of a login answer are numbers, flags and the like. */
const shortestWord = 8;
/** What is longer answers no login. */
const longestAnswer = 10_000;

/**
 * Knows a credential by the header that carries it, wherever it stands behind a scheme, or by a
 * login: what the answer to a request with credentials of the options told, and a request without
 * them carries, be it in its address, its headers or its body, is a session's.
 */
export function createCredentialWatch(options: readonly string[]): CredentialWatch {
  const secrets = new Set(options);
  const told = new Set<string>();

  async function look(request: Request): Promise<void> {
    for (const word of headerWords(request)) secrets.add(word);
    const texts = await textsOf(request);
    if (holdSecret(texts, options)) return;
    for (const word of told) if (holdSecret(texts, [word])) secrets.add(word);
  }

  return {
    secrets,
    look,
    over: (vendorApi) => async (request) => {
      await look(request);
      const isLogin = holdSecret(await textsOf(request), options);
      const response = await vendorApi(request);
      if (isLogin) for (const word of await wordsOf(response)) told.add(word);
      return response;
    },
  };
}

/** The values of headers that let in, as they are and without their scheme. */
function headerWords({ headers }: Request): string[] {
  return [...headers]
    .filter(([name]) => tellingHeader.test(name))
    .flatMap(([, value]) => [value, value.replace(/^\S+ /, '')])
    .filter((word) => word !== '');
}

async function textsOf(request: Request): Promise<string[]> {
  return [request.url, ...request.headers.values(), await request.clone().text()];
}

async function wordsOf(response: Response): Promise<string[]> {
  const text = await response.clone().text();
  if (text.length > longestAnswer) return [];
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.replace(/;.*$/s, ''));
  const values = cookies.map((cookie) => cookie.slice(cookie.indexOf('=') + 1));
  return [...leavesOf(text), ...values].filter((word) => word.length >= shortestWord);
}

/** Every text in a JSON document; of anything else the whole. */
function leavesOf(text: string): string[] {
  const leaves: string[] = [];
  try {
    JSON.parse(text, (_, value: unknown) => {
      if (typeof value === 'string') leaves.push(value);
      return value;
    });
  } catch {
    return [text.trim()];
  }
  return leaves;
}
