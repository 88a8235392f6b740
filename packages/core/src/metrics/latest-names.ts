import { compareUtf8 } from '../compare-utf8.ts';
import type { EpochMs } from '../time/epoch-ms.ts';
import { type Dimension, type DimensionName, dimensions } from './dimensions.ts';
import type { DimensionValue, SummaryRow } from './summary-row.ts';

/** The names of ids as the latest calls tell them; of calls that started at once, the name that sorts last. */
export interface LatestNames {
  /** By dimension, source and id. */
  readonly known: ReadonlyMap<string, { at: EpochMs; name: string }>;
  add(place: NamedPlace & { name: string; at: EpochMs }): void;
  merge(other: LatestNames): void;
  /** What stands beside the values of a row. */
  of(planned: readonly DimensionName[], values: readonly DimensionValue[]): SummaryRow['names'];
}

/** Whose name: an id of a source, or a person's. */
interface NamedPlace {
  dimension: DimensionName;
  source: DimensionValue;
  id: DimensionValue;
}

/** Begins without names. */
export function createLatestNames(): LatestNames {
  const known = new Map<string, { at: EpochMs; name: string }>();

  function put(key: string, at: EpochMs, name: string): void {
    const before = known.get(key);
    const isLater =
      before === undefined ||
      at > before.at ||
      (at === before.at && compareUtf8(name, before.name) > 0);
    if (isLater) known.set(key, { at, name });
  }

  return {
    known,
    add: ({ name, at, ...place }) => put(keyOf(place), at, name),
    merge(other) {
      for (const [key, { at, name }] of other.known) put(key, at, name);
    },
    of(planned, values) {
      const source = values[planned.indexOf('source')] ?? null;
      const names: SummaryRow['names'] = {};
      planned.forEach((dimension, index) => {
        const { name }: Dimension = dimensions[dimension];
        if (name === undefined) return;
        const id = values[index] ?? null;
        names[dimension] = known.get(keyOf({ dimension, source, id }))?.name ?? null;
      });
      return names;
    },
  };
}

function keyOf({ dimension, source, id }: NamedPlace): string {
  return JSON.stringify([dimension, source, id]);
}
