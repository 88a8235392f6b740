import { z } from 'zod';

/** An option that must never be shown: a non-empty text that carries `.meta({ secret: true })`. */
export function secret(): z.ZodString {
  return z.string().min(1).meta({ secret: true });
}

/**
 * The address in front of the vendor's own paths: http or https, with or without a path and a
 * trailing slash. Without `defaultUrl` the option is required. Under another address the vendor says
 * the same, so that nothing is read again.
 */
export function baseUrlOption(): z.ZodString;
export function baseUrlOption(defaultUrl: string): z.ZodDefault<z.ZodString>;
export function baseUrlOption(defaultUrl?: string): z.ZodString | z.ZodDefault<z.ZodString> {
  const url = z
    .string()
    .refine(isBaseUrl, {
      message: 'expected an address such as https://acme.example.com, without user, query or #',
    })
    .meta({ decides: [] });
  return defaultUrl === undefined ? url : url.default(defaultUrl);
}

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isPlain = url.username === '' && url.password === '' && !/[?#]/.test(text);
  return isPlain && (url.protocol === 'https:' || url.protocol === 'http:');
}

/**
 * Whether options hold one way to log in: user name and password, or a token in their place. For
 * `refine`.
 */
export function hasOneLogin({
  username,
  password,
  token,
}: {
  username?: string | undefined;
  password?: string | undefined;
  token?: string | undefined;
}): boolean {
  if (token !== undefined) return username === undefined && password === undefined;
  return username !== undefined && password !== undefined;
}
