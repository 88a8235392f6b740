/** What HTTP Basic carries. */
export interface BasicCredentials {
  username: string;
  password: string;
}

/** The credentials of a request's `Authorization: Basic`; `null` when it has none that can be read. */
export function readBasicCredentials(request: Request): BasicCredentials | null {
  return basicCredentialsOf(request.headers.get('authorization'));
}

/** The token of a request's `Authorization: Bearer`; `null` when it has none. */
export function readBearerToken(request: Request): string | null {
  return bearerTokenOf(request.headers.get('authorization'));
}

/** The credentials of a header `Authorization: Basic` (RFC 7617); `null` for any other. */
export function basicCredentialsOf(header: string | null | undefined): BasicCredentials | null {
  const word = wordAfter('basic', header);
  if (word === null) return null;
  const text = Buffer.from(word, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return null;
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** The token of a header `Authorization: Bearer` (RFC 6750); `null` for any other. */
export function bearerTokenOf(header: string | null | undefined): string | null {
  return wordAfter('bearer', header);
}

/** Names of schemes don't mind letter case (RFC 9110, 11.1). */
function wordAfter(scheme: string, header: string | null | undefined): string | null {
  const [name, word, ...rest] = (header ?? '').trim().split(/ +/);
  if (name?.toLowerCase() !== scheme || word === undefined || rest.length > 0) return null;
  return word;
}
