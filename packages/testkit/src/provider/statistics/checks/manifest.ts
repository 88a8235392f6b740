import { statisticValueNames } from '@cdr/core';
import { listStatistics } from '../../../store/store-content.ts';
import { type Check, checkGroup } from '../../check.ts';
import { demand } from '../../conformance-error.ts';
import type { StatisticsLab } from '../statistics-lab.ts';

/** What the manifest claims is measured. */
export function manifestChecks(lab: StatisticsLab): Check[] {
  return checkGroup('manifest', {
    'supplies the values that the manifest names, and no others': async () => {
      const stage = lab.ordinaryStage(111);
      const trial = lab.openTrial(stage);
      await trial.sync(stage.asked);
      const told = await listStatistics(trial.store);
      for (const name of statisticValueNames) {
        const isDeclared = lab.stream.values.includes(name);
        const isTold = told.some(({ values }) => values[name] !== null);
        demand(!isTold || isDeclared, `${name} is supplied, and the manifest does not say so`);
        demand(isTold || !isDeclared, `${name} is never supplied`);
      }
    },
  });
}
