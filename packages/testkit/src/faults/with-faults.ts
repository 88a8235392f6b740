import type { VendorApi } from '@cdr/core';
import { createBrokenBody } from './broken-body.ts';
import type { Fault, FaultPlan } from './fault.ts';
import { onAbort } from './on-abort.ts';

/** Who hears of what goes wrong. */
export interface FaultOptions {
  /** Hears of each answer that stays away: time to let the deadline of its request come. */
  onSilence?: (request: Request) => void;
}

/**
 * A vendor API whose answers go wrong by plan, without a socket: to be handed to a provider as its
 * `fetch`. Answers that never come end when the request is aborted, as those of `fetch` do.
 */
export function withFaults(
  vendorApi: VendorApi,
  plan: FaultPlan,
  { onSilence = () => {} }: FaultOptions = {},
): VendorApi {
  let requests = 0;
  return async (request) => {
    const fault = plan(requests, request);
    requests += 1;
    request.signal.throwIfAborted();
    return fault === null
      ? vendorApi(request)
      : answerWith(fault, request, { vendorApi, onSilence });
  };
}

interface FaultyVendor extends Required<FaultOptions> {
  vendorApi: VendorApi;
}

async function answerWith(
  fault: Fault,
  request: Request,
  { vendorApi, onSilence }: FaultyVendor,
): Promise<Response> {
  switch (fault.kind) {
    case 'answer':
      return new Response(fault.body ?? '', {
        status: fault.status,
        headers: { 'content-type': 'application/json', ...fault.headers },
      });
    case 'refuse':
      throw connectionBroken('connect ECONNREFUSED', 'ECONNREFUSED');
    case 'hang':
      onSilence(request);
      return aborted(request.signal);
    case 'edit': {
      const response = await vendorApi(request);
      return copyOf(response, fault.edit(await response.text()));
    }
    default: {
      const response = await vendorApi(request);
      const bytes = new Uint8Array(await response.arrayBuffer());
      const broken = { kind: fault.kind, bytes, signal: request.signal };
      return copyOf(response, createBrokenBody({ ...broken, onSilence: () => onSilence(request) }));
    }
  }
}

/** Lengths that no longer hold are left out: it is the body alone that tells. */
function copyOf(
  { status, headers }: Response,
  body: string | ReadableStream<Uint8Array>,
): Response {
  const kept = new Headers(headers);
  kept.delete('content-length');
  return new Response(body, { status, headers: kept });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    onAbort(signal, () => reject(signal.reason));
  });
}

/** As `fetch` throws it: the reason is in the cause. */
function connectionBroken(message: string, code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
}
