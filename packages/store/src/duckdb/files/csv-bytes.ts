import { type CallCsvRequest, callColumns } from '@cdr/core';
import { createParameters } from '../parameters.ts';
import { type CopyPlace, copiedBytes } from './copied-bytes.ts';
import { csvSql } from './csv-sql.ts';
import { planPieces } from './plan-pieces.ts';
import { quoteText } from './quote-text.ts';
import { resolveFilters } from './selected-calls.ts';
import { findZoneUses } from './zone-uses.ts';

/**
 * Calls as CSV, a piece of time after the other: the first lines come at once, and no sort is larger
 * than a piece.
 */
export async function* csvBytes(
  place: CopyPlace,
  request: CallCsvRequest,
): AsyncGenerator<Uint8Array> {
  const { connection } = place;
  const { separator = ',', raw = false } = request;
  const filters = await resolveFilters(connection, request);
  const names = callColumns({ raw }).map(({ name }) => name);
  yield Buffer.from(`\uFEFF${names.join(separator)}\n`);
  const zones = await findZoneUses(connection, filters);
  for (const piece of await planPieces(connection, filters, request)) {
    const parameters = createParameters();
    const { limit, ...window } = piece;
    const select = csvSql(request, { filters, window, zones, limit }, parameters);
    const options = `FORMAT csv, HEADER false, DELIMITER ${quoteText(separator)}`;
    yield* copiedBytes(place, { select, parameters, options });
  }
}
