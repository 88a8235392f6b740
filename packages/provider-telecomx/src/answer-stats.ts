import { answerJson } from '@cdr/provider-kit';
import { answerInvalid } from './answer-error.ts';
import { computeStats, type StatsInput } from './compute-stats.ts';
import type { Parameters } from './parameters.ts';
import { readStatsQuery, type StatsQueryContext } from './stats-query.ts';
import { writeCsv } from './write-csv.ts';
import { toStatsTable, writeStatsJson } from './write-stats.ts';
import { writeXlsx } from './write-xlsx.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Statistics of calls, in the format that is asked for. */
export async function answerStats(
  parameters: Parameters,
  rules: StatsQueryContext & StatsInput,
): Promise<Response> {
  const query = readStatsQuery(parameters, rules);
  if (typeof query === 'string') return answerInvalid(query);
  const stats = await computeStats(query, rules);
  const { fields, format } = query;
  if (format === 'JSON') return answerJson(200, writeStatsJson(stats, fields));
  const table = toStatsTable(stats, fields);
  return format === 'CSV'
    ? answerFile(writeCsv(table), 'text/csv; charset=utf-8', 'cdrstats.csv')
    : answerFile(await writeXlsx(table), xlsxType, 'cdrstats.xlsx');
}

function answerFile(body: string | Uint8Array, type: string, name: string): Response {
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });
}
