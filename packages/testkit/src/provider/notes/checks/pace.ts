import { type Check, checkGroup } from '../../check.ts';
import { demand } from '../../conformance-error.ts';
import type { Trial } from '../../trial.ts';
import type { NotesLab } from '../notes-lab.ts';
import { withNotesHeard } from '../with-notes-heard.ts';

/** The vendor is asked no oftener than it bears, however many calls there are. */
export function paceChecks(lab: NotesLab): Check[] {
  const { requestsPerSecond } = lab.stream.limits;
  if (requestsPerSecond === null) return [];
  return checkGroup('pace', {
    'asks no oftener than the manifest says': async () => {
      const stage = lab.ordinaryStage(41);
      const sentAt: number[] = [];
      let isReadingNotes = false;
      const trial: Trial = lab.openTrial({
        ...stage,
        // Waits that overlap would count twice on a clock that nobody waits for.
        config: { concurrency: 1 },
        provider: withNotesHeard(lab.provider, () => {
          isReadingNotes = true;
        }),
        through: (vendorApi) => (request) => {
          if (isReadingNotes) sentAt.push(trial.clock.elapsedMs());
          return vendorApi(request);
        },
      });
      await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
      const [first = 0] = sentAt;
      const tookMs = (sentAt.at(-1) ?? first) - first;
      const leastMs = ((sentAt.length - 1) * 1000) / requestsPerSecond;
      demand(
        tookMs >= leastMs - 1,
        `${sentAt.length} requests were sent within ${tookMs} ms, where ${leastMs} ms are the least`,
      );
    },
  });
}
