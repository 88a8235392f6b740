/** A query: absent values are left out, lists repeat the name. */
export type Query = Readonly<
  Record<string, string | number | readonly string[] | null | undefined>
>;

/** One request to the vendor. */
export interface HttpRequest<T> {
  /** Default: GET. Whatever it is, the request is sent again when it fails: use it for reading only. */
  method?: string;
  /** Appended to the base URL, whose own path stays. Empty for the base URL as it is. */
  path: string;
  query?: Query;
  headers?: Readonly<Record<string, string>>;
  /** `URLSearchParams` go as a form; name the content type of a text in `headers`. */
  body?: string | URLSearchParams;
  signal: AbortSignal;
  /**
   * Reads a 2xx answer. Runs inside the retry loop: a retryable `CdrError` (`VendorResponseError` for
   * an error said with 200) makes the client ask again, an `AuthError` renews the credentials once.
   * A `ZodError` counts as an answer that the vendor's documents don't describe.
   */
  read: (text: string) => T;
}

/** The address of a request. Spaces go as `%20`: not every vendor reads a `+`. */
export function createRequestUrl(baseUrl: string, path: string, query: Query = {}): URL {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
  );
  const search = pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  const address =
    path === '' ? baseUrl : `${baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
  return new URL(`${address}${search}`);
}
