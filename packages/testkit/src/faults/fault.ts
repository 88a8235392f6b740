/**
 * What goes wrong with one answer.
 *
 * - `answer`: this answer comes instead of the vendor's.
 * - `refuse`: the connection breaks before any answer.
 * - `reset`: the connection breaks in the middle of the body.
 * - `truncate`: the body ends in the middle, and nothing says so.
 * - `hang`: no answer comes, ever.
 * - `stall`: half of the body comes, and then nothing more, ever.
 * - `drip`: the body comes a byte at a time, whole.
 * - `edit`: the body of the vendor's answer is changed on its way.
 */
export type Fault =
  | { kind: 'answer'; status: number; headers?: Record<string, string>; body?: string }
  | { kind: 'refuse' | 'reset' | 'truncate' | 'hang' | 'stall' | 'drip' }
  | { kind: 'edit'; edit: (body: string) => string };

/** Decides over each request, counted from 0 in the order of arrival; `null` lets it be. */
export type FaultPlan = (index: number, request: Request) => Fault | null;

/** The fault at one request alone. */
export function faultAt(at: number, fault: Fault): FaultPlan {
  return (index) => (index === at ? fault : null);
}

/** The fault at one request and at all that follow. */
export function faultFrom(first: number, fault: Fault): FaultPlan {
  return (index) => (index >= first ? fault : null);
}
