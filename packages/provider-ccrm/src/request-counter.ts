/** Counts a request, and tells whether it is one too many for its second. */
export function createRequestCounter(
  elapsedMs: (() => number) | undefined,
  requestsPerSecond: number,
): () => boolean {
  if (elapsedMs === undefined) return () => false;
  let second = Number.NaN;
  let requests = 0;
  return () => {
    const current = Math.floor(elapsedMs() / 1000);
    requests = current === second ? requests + 1 : 1;
    second = current;
    return requests > requestsPerSecond;
  };
}
