import type { VendorApi } from '@cdr/core';

/** Several APIs as one: the first that knows a request's address answers, others say 404. */
export function inTurn(apis: readonly VendorApi[]): VendorApi {
  return async (request) => {
    let refusal: Response | null = null;
    for (const [place, api] of apis.entries()) {
      const answer = await api(place === apis.length - 1 ? request : request.clone());
      if (answer.status !== 404) return answer;
      refusal ??= answer;
    }
    return refusal ?? new Response(null, { status: 404 });
  };
}
