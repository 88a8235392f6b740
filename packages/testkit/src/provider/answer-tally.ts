import type { VendorApi } from '@cdr/core';
import type { FaultPlan } from '../faults/fault.ts';

/** Counts the requests to which a vendor gives the answer that it should. */
export interface AnswerTally {
  /** The vendor, with every request counted that it doesn't refuse. */
  over: (vendorApi: VendorApi) => VendorApi;
  /** The plan, with no request counted whose answer it breaks. */
  except: (plan: FaultPlan) => FaultPlan;
  /** Requests so far. */
  count: () => number;
}

/** Begins to count. */
export function createAnswerTally(): AnswerTally {
  const spoilt = new WeakSet<Request>();
  let answered = 0;
  return {
    over: (vendorApi) => async (request) => {
      const response = await vendorApi(request);
      if (response.ok && !spoilt.has(request)) answered += 1;
      return response;
    },
    except: (plan) => (index, request) => {
      const fault = plan(index, request);
      if (fault !== null) spoilt.add(request);
      return fault;
    },
    count: () => answered,
  };
}
