import {
  type CallStream,
  type Page,
  UnstableListError,
  VendorResponseError,
  WindowTooLargeError,
} from '@cdr/core';

/** Holds what came of each list of a slice against what the vendor says of it. */
export interface ListTally {
  /** Throws `UnstableListError` when the list's total is another than before. */
  add(page: Page): void;
  /**
   * The vendor's count of all lists together, `null` where it tells none. Throws unless every list
   * is proven complete.
   */
  finish(): number | null;
}

interface List {
  received: number;
  total: number | null;
}

/** A tally of one reading. */
export function createListTally(source: string, paging: CallStream['paging']): ListTally {
  const lists = new Map<string | undefined, List>();

  function prove({ received, total }: List): void {
    if (paging.cap !== null && received >= paging.cap) throw capped(source, received);
    if (total === null && paging.total === 'exact') throw unproven(source);
    if (total !== null && received !== total) throw contradicted(source, received, total);
  }

  return {
    add({ list, rows, total }) {
      const before = lists.get(list) ?? { received: 0, total: null };
      if (before.total !== null && before.total !== total) throw totalMoved(source);
      lists.set(list, { received: before.received + rows.length, total });
    },
    finish() {
      const all = [...lists.values()];
      if (all.length === 0) throw unproven(source);
      all.forEach(prove);
      return all.reduce<number | null>(
        (sum, { total }) => (sum === null || total === null ? null : sum + total),
        0,
      );
    },
  };
}

function capped(source: string, received: number): WindowTooLargeError {
  return new WindowTooLargeError({
    what: `The vendor answered ${received} records, which is where it stops counting`,
    where: source,
  });
}

function contradicted(source: string, received: number, total: number): UnstableListError {
  return new UnstableListError({
    what: `The vendor counts ${total} records but answered ${received}`,
    where: source,
  });
}

function totalMoved(source: string): UnstableListError {
  return new UnstableListError({ what: 'The total moved while the list was read', where: source });
}

/** An absent answer looks like an empty one, and must not count as a proof that there is nothing. */
function unproven(source: string): VendorResponseError {
  return new VendorResponseError({
    what: 'The vendor did not say how many records there are, so that nothing proves them complete',
    where: source,
  });
}
