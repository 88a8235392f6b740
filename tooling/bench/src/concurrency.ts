import { type Figure, round } from './figure.ts';
import { generatedCalls, generatedStore, generatedYear, generatedZone } from './generated-calls.ts';
import { timeSummary } from './stats.ts';

/**
 * The most calls at once, for every queue and hour. Beside a year, a tenth of it, which tells how the
 * time grows with the number of calls.
 */
export async function measureConcurrency(): Promise<Figure[]> {
  const path = await generatedStore();
  const { from, to } = generatedYear;
  const seconds = async (range: { from: number; to: number }) => {
    const { rows, elapsedMs } = await timeSummary(path, {
      metrics: ['peakConcurrency'],
      by: ['queue'],
      interval: 'hour',
      timeZone: generatedZone,
      filter: range,
    });
    if (rows.length === 0) throw new Error('there is nothing at once');
    return { rows: rows.length, seconds: round(elapsedMs / 1000) };
  };
  const tenth = await seconds({ from: to - (to - from) / 10, to });
  const whole = await seconds({ from, to });
  return [{ name: 'concurrency', calls: generatedCalls, ...whole, secondsOfATenth: tenth.seconds }];
}
