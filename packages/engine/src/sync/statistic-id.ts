import { hash } from 'node:crypto';
import { type Parameters, parametersText, type StatisticFields, type StreamKey } from '@cdr/core';

const hashLength = 24;

/**
 * Names a statistic by what it is about: agent and extension, by their ids where the vendor has
 * some, interval and parameters. Never by its values, which grow.
 */
export function statisticId(
  { source, stream }: StreamKey,
  { agent, extension, interval }: StatisticFields,
  parameters: Parameters,
): string {
  const about = [
    stream,
    agent.id === null ? { name: agent.name } : { id: agent.id },
    extension.id === null ? { number: extension.number } : { id: extension.id },
    interval.unit,
    interval.from,
    parametersText(parameters),
  ];
  return `${source}:~${hash('sha256', JSON.stringify(about)).slice(0, hashLength)}`;
}
