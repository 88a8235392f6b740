/** The password of a Basic authorization, or the token of a Bearer one; `null` for any other. */
export function secretOf(header: string | undefined): string | null {
  const [, scheme = '', word = ''] = /^(basic|bearer) +(\S+) *$/i.exec(header ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return word;
  if (scheme === '') return null;
  const text = Buffer.from(word, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? null : text.slice(colon + 1);
}
