import type { Metric } from './metric.ts';

const telecomX = 'Telecom X, api:pbx:cdrstats';
const practice = 'contact-centre practice';
const itu = 'ITU-T E.600 and E.425';

/**
 * Every metric, once: accumulators, SQL and the reference page come from these. Calls of kind `call`
 * count, unless others are asked for; durations that aren't known add nothing and take no part in means.
 */
export const metrics = {
  calls: {
    title: 'Calls',
    unit: 'calls',
    definition: 'Attempts, whatever became of them.',
    source: 'ITU-T E.600, call attempt',
    plus: ['calls'],
  },
  answered: {
    title: 'Answered',
    unit: 'calls',
    definition: 'Calls that a person or a service took. With the next four, a partition of calls.',
    source: 'disposition',
    plus: ['answered'],
  },
  noAnswer: {
    title: 'No answer',
    unit: 'calls',
    definition: 'Calls that nobody took.',
    source: 'disposition',
    plus: ['noAnswer'],
  },
  busy: {
    title: 'Busy',
    unit: 'calls',
    definition: 'Calls whose called side was busy.',
    source: 'disposition',
    plus: ['busy'],
  },
  failed: {
    title: 'Failed',
    unit: 'calls',
    definition: 'Calls that the network could not complete.',
    source: 'disposition',
    plus: ['failed'],
  },
  unknown: {
    title: 'Unknown',
    unit: 'calls',
    definition: 'Calls of which the vendor does not tell what became of them.',
    source: 'disposition',
    plus: ['unknown'],
  },
  inboundCalls: {
    title: 'Inbound calls',
    unit: 'calls',
    definition: 'Inbound calls; of an agent or extension, also internal calls to it.',
    source: telecomX,
    plus: ['inbound'],
  },
  inboundAnswered: {
    title: 'Inbound answered',
    unit: 'calls',
    definition: 'Inbound calls that were answered.',
    source: telecomX,
    plus: ['inboundAnswered'],
  },
  inboundUnanswered: {
    title: 'Inbound unanswered',
    unit: 'calls',
    definition: 'Inbound calls that were not answered, busy ones among them.',
    source: telecomX,
    plus: ['inbound'],
    minus: ['inboundAnswered'],
  },
  inboundBusy: {
    title: 'Inbound busy',
    unit: 'calls',
    definition: 'Inbound calls that were not answered because the called side was busy.',
    source: telecomX,
    plus: ['inboundBusy'],
  },
  inboundSeconds: {
    title: 'Inbound seconds',
    unit: 'seconds',
    definition: 'Talk time of inbound calls.',
    source: telecomX,
    plus: ['inboundTalkMs'],
  },
  outboundCalls: {
    title: 'Outbound calls',
    unit: 'calls',
    definition: 'Outbound calls; of an agent or extension, also internal calls from it.',
    source: telecomX,
    plus: ['outbound'],
  },
  outboundAnswered: {
    title: 'Outbound answered',
    unit: 'calls',
    definition: 'Outbound calls that were answered.',
    source: telecomX,
    plus: ['outboundAnswered'],
  },
  outboundUnanswered: {
    title: 'Outbound unanswered',
    unit: 'calls',
    definition: 'Outbound calls that were not answered, failed ones among them.',
    source: telecomX,
    plus: ['outbound'],
    minus: ['outboundAnswered'],
  },
  outboundFailed: {
    title: 'Outbound failed',
    unit: 'calls',
    definition: 'Outbound calls that failed: an invalid number, or an error.',
    source: telecomX,
    plus: ['outboundFailed'],
  },
  outboundSeconds: {
    title: 'Outbound seconds',
    unit: 'seconds',
    definition: 'Talk time of outbound calls.',
    source: telecomX,
    plus: ['outboundTalkMs'],
  },
  asr: {
    title: 'Answer ratio',
    unit: 'ratio',
    definition: 'Answered / calls: the answer ratio, on attempts.',
    source: itu,
    plus: ['answered'],
    per: ['calls'],
  },
  ner: {
    title: 'Network effectiveness',
    unit: 'ratio',
    definition:
      '(Answered + busy + no answer) / calls: the share that the network carried as far as the called side. Null where the source cannot tell failed calls.',
    source: itu,
    // The dispositions are a partition of calls.
    plus: ['calls'],
    minus: ['failed', 'unknown'],
    per: ['calls'],
  },
  talkSeconds: {
    title: 'Talk time',
    unit: 'seconds',
    definition: 'Talk time of all calls.',
    source: practice,
    plus: ['talkMs'],
  },
  acd: {
    title: 'Average call duration',
    unit: 'seconds',
    definition: 'Talk time / answered, over the answered calls whose talk time is known.',
    source: practice,
    plus: ['answeredTalkMs'],
    per: ['answeredTalks'],
  },
  asa: {
    title: 'Average speed of answer',
    unit: 'seconds',
    definition:
      'Mean time to the answer of answered inbound calls: from the acceptance by a queue, where that is told, else the wait as told, else from the start.',
    source: practice,
    plus: ['answerDelayMs'],
    per: ['answerDelays'],
  },
  serviceLevel: {
    title: 'Service level',
    unit: 'ratio',
    definition:
      'Inbound calls answered within the threshold (20 s unless said otherwise) / (inbound calls answered + abandoned after more than the threshold). Calls given up earlier do not count.',
    source: practice,
    plus: ['answeredInTime'],
    per: ['answerDelays', 'abandonedLate'],
  },
  abandoned: {
    title: 'Abandoned',
    unit: 'calls',
    definition: 'Inbound calls that a queue, hunt group or attendant had and nobody answered.',
    source: practice,
    plus: ['abandoned'],
  },
  abandonRate: {
    title: 'Abandon rate',
    unit: 'ratio',
    definition: 'Abandoned / inbound calls that a queue, hunt group or attendant had.',
    source: practice,
    plus: ['abandoned'],
    per: ['queued'],
  },
  aht: {
    title: 'Average handle time',
    unit: 'seconds',
    definition: '(Talk + hold) / answered, over the answered calls of which both are known.',
    source: practice,
    plus: ['handlingMs'],
    per: ['handled'],
  },
  peakConcurrency: {
    title: 'Peak concurrency',
    unit: 'calls',
    definition:
      'The most calls between answer and end at one moment of the interval, those that began earlier included. A call that ends at the moment when another is answered makes room for it.',
    source: 'ITU-T E.600, peak of carried traffic',
    plus: ['concurrency'],
  },
  traffic: {
    title: 'Traffic',
    unit: 'erlangs',
    definition:
      'Talk time that lies in the interval, whenever the calls began, / length of the interval. Where the range asked for cuts the interval, the part inside counts.',
    source: 'ITU-T E.600, traffic intensity',
    plus: ['talkWithinMs'],
    per: 'interval',
  },
  distinctCallers: {
    title: 'Distinct callers',
    unit: 'numbers',
    definition: 'Different numbers (e164) that inbound calls came from.',
    source: practice,
    plus: ['callers'],
  },
  repeatCallers: {
    title: 'Repeat callers',
    unit: 'numbers',
    definition: 'Numbers (e164) that two or more inbound calls came from.',
    source: practice,
    plus: ['repeatCallers'],
  },
  missedOpen: {
    title: 'Missed, still open',
    unit: 'numbers',
    definition:
      'Numbers (e164) with an unanswered inbound call and no later answered call in either direction, whichever agent or queue had that one, and whenever it was.',
    source: practice,
    plus: ['missedOpen'],
  },
} satisfies Record<string, Metric>;

/** A name of {@link metrics}. */
export type MetricName = keyof typeof metrics;

/** Every {@link MetricName}, in the order of the reference. */
export const metricNames: readonly MetricName[] = Object.keys(metrics).filter(isMetricName);

/** Whether there is such a metric. */
export function isMetricName(name: string): name is MetricName {
  return Object.hasOwn(metrics, name);
}
