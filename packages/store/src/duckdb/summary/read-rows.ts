import type { DimensionValue, SummaryRow } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type Cell, readColumn } from '../../columnar/chunk-reader.ts';
import { createParameters } from '../parameters.ts';
import { run } from '../query.ts';
import { measureParts } from './measure-parts.ts';
import { namedDimensions } from './name-sql.ts';
import { rowsSql } from './rows-sql.ts';
import type { SummarySubject } from './summary-part.ts';

const table = 'summary_parts';

/** A summary's rows in their order, without those that are filled in. */
export async function readRows(
  connection: DuckDBConnection,
  subject: Omit<SummarySubject, 'parameters'>,
): Promise<SummaryRow[]> {
  const { plan } = subject;
  const named = namedDimensions(plan);
  const measures = new Map([...plan.measures.keys()].map((key, index) => [key, index]));
  await measureParts(connection, subject, table);
  const parameters = createParameters();
  const result = await run(connection, rowsSql({ ...subject, parameters }, table), parameters);
  await run(connection, `DROP TABLE ${table}`);
  const rows: SummaryRow[] = [];
  for (const { chunk, rowCount } of await result.fetchAllChunks()) {
    const [moments = [], ...columns] = Array.from({ length: result.columnCount }, (_, index) =>
      readColumn(chunk, index),
    );
    const valueColumns = columns.slice(0, plan.dimensions.length);
    const nameColumns = columns.slice(valueColumns.length, valueColumns.length + named.length);
    const measureColumns = columns.slice(valueColumns.length + named.length);
    for (let row = 0; row < rowCount; row += 1) {
      rows.push(
        plan.toRow({
          interval: plan.calendar?.at(toNumber(moments[row])) ?? null,
          values: valueColumns.map((cells) => toValue(cells[row])),
          names: Object.fromEntries(
            named.map(({ dimension }, index) => [dimension, toText(nameColumns[index]?.[row])]),
          ),
          measured: (key) => toNumber(measureColumns[measures.get(key) ?? -1]?.[row]),
        }),
      );
    }
  }
  return rows;
}

function toValue(cell: Cell | undefined): DimensionValue {
  return typeof cell === 'boolean' ? String(cell) : (cell ?? null);
}

function toText(cell: Cell | undefined): string | null {
  return typeof cell === 'string' ? cell : null;
}

function toNumber(cell: Cell | undefined): number {
  if (typeof cell !== 'number') throw new TypeError('a measure is no number');
  return cell;
}
