import { describe, expect, it } from 'vitest';
import { callFields } from '../call/call.ts';
import { needsOfMetric, unsuppliedMetrics } from './metric-needs.ts';
import { metricNames } from './metrics.ts';

const dispositions = ['answered', 'no-answer', 'busy', 'failed'] as const;

describe('needsOfMetric', () => {
  it('follows from what the metric is made of', () => {
    expect(needsOfMetric('calls')).toEqual([[]]);
    expect(needsOfMetric('asr')).toEqual([['disposition', 'answered calls']]);
    expect(needsOfMetric('ner')).toEqual([['disposition', 'failed calls']]);
    expect(needsOfMetric('unknown')).toEqual([['disposition']]);
    expect(needsOfMetric('inboundBusy')).toEqual([['direction', 'disposition', 'busy calls']]);
    expect(needsOfMetric('aht')).toEqual([['disposition', 'answered calls', 'talkMs', 'holdMs']]);
    expect(needsOfMetric('peakConcurrency')).toEqual([['answeredAt', 'endedAt']]);
    expect(needsOfMetric('traffic')).toEqual([['answeredAt', 'talkMs']]);
    expect(needsOfMetric('distinctCallers')).toEqual([['direction', 'from']]);
  });

  it('tells each way once', () => {
    for (const name of metricNames) {
      const ways = needsOfMetric(name).map((needs) => needs.toSorted().join());
      expect(new Set(ways).size, name).toBe(ways.length);
    }
  });

  it('knows several ways to a figure, and none that asks for more than another', () => {
    const answered = ['direction', 'disposition', 'answered calls'];
    expect(needsOfMetric('asa')).toEqual([
      [...answered, 'waitMs'],
      [...answered, 'answeredAt'],
    ]);
    expect(needsOfMetric('abandonRate')).toEqual([
      [...answered, 'queuedAt'],
      [...answered, 'queue'],
    ]);
  });
});

describe('unsuppliedMetrics', () => {
  it('are none where everything is told, and all but calls where nothing is', () => {
    expect(unsuppliedMetrics({ fields: [...callFields], dispositions: [...dispositions] })).toEqual(
      [],
    );
    const none = unsuppliedMetrics({ fields: [], dispositions: [] }).map(({ metric }) => metric);
    expect(none).toEqual(metricNames.filter((name) => name !== 'calls'));
  });

  it('say what is missing, in each way that there is', () => {
    const stream = {
      fields: callFields.filter((field) => !['waitMs', 'answeredAt', 'holdMs'].includes(field)),
      dispositions: dispositions.filter((disposition) => disposition !== 'failed'),
    };
    expect(unsuppliedMetrics(stream)).toEqual([
      { metric: 'failed', reason: 'the vendor does not tell failed calls' },
      { metric: 'outboundFailed', reason: 'the vendor does not tell failed calls' },
      { metric: 'ner', reason: 'the vendor does not tell failed calls' },
      { metric: 'asa', reason: 'the vendor does not tell waitMs, or answeredAt' },
      { metric: 'serviceLevel', reason: 'the vendor does not tell answeredAt, or waitMs' },
      { metric: 'aht', reason: 'the vendor does not tell holdMs' },
      { metric: 'peakConcurrency', reason: 'the vendor does not tell answeredAt' },
      { metric: 'traffic', reason: 'the vendor does not tell answeredAt' },
    ]);
  });
});
