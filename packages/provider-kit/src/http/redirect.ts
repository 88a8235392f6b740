const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** Whether an answer sends the request on to another address. */
export function isRedirect(status: number): boolean {
  return redirectStatuses.has(status);
}

/** The address that an answer sends on to; `null` when it names none. */
export function redirectTarget(headers: Headers, from: URL): URL | null {
  const location = headers.get('location');
  return location !== null && URL.canParse(location, from.href) ? new URL(location, from) : null;
}
