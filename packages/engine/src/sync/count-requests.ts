import type { ProviderEvent } from '@cdr/core';
import type { SyncEvent } from './sync-events.ts';
import type { SourceReport } from './sync-report.ts';

/** Hears what happens on the wire: counts requests in the report, and passes everything on. */
export function countRequests(
  { source, requests }: Pick<SourceReport, 'source' | 'requests'>,
  { warn, onEvent }: { warn: (message: string) => void; onEvent: (event: SyncEvent) => void },
): (event: ProviderEvent) => void {
  return (event) => {
    if (event.type === 'request') {
      requests.sent += 1;
      onEvent({ type: 'request', source });
    } else if (event.type === 'retry') {
      requests.retried += 1;
      onEvent({ type: 'retry', source, message: event.reason, delayMs: event.delayMs });
    } else {
      warn(event.message);
    }
  };
}
