import type { VendorApi } from '@cdr/core';
import type { FaultPlan } from '../faults/fault.ts';

/** Counts the requests to which a vendor gives the answer that it should. */
export interface AnswerTally {
  /** The vendor, with every request counted that it doesn't refuse. */
  over: (vendorApi: VendorApi) => VendorApi;
  /** The plan, with no request counted whose answer it breaks; one that it leaves as it is counts. */
  except: (plan: FaultPlan) => FaultPlan;
  /** Requests so far. */
  count: () => number;
}

/** Begins to count. */
export function createAnswerTally(): AnswerTally {
  const spoilt = new WeakSet<Request>();
  const answered = new Set<Request>();

  function spoil(request: Request): void {
    spoilt.add(request);
    answered.delete(request);
  }

  return {
    over: (vendorApi) => async (request) => {
      const response = await vendorApi(request);
      if (response.ok && !spoilt.has(request)) answered.add(request);
      return response;
    },
    except: (plan) => (index, request) => {
      const fault = plan(index, request);
      if (fault?.kind !== 'edit') {
        if (fault !== null) spoil(request);
        return fault;
      }
      const edit = (body: string) => {
        const edited = fault.edit(body);
        if (edited !== body) spoil(request);
        return edited;
      };
      return { ...fault, edit };
    },
    count: () => answered.size,
  };
}
