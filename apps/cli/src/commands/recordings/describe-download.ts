import type { RecordingReport } from '@cdr/engine';
import { byteSize } from '../../formats/byte-size.ts';

/** A download in words. */
export function describeDownload(report: RecordingReport, dir: string): string {
  const { downloaded, present, pending, missing, failed, skipped, bytes } = report;
  const parts = [
    `${count(downloaded)} downloaded${downloaded === 0 ? '' : ` (${byteSize(bytes)})`}`,
    ...told(present, 'there already'),
    ...told(pending, 'not made yet: the next run asks again'),
    ...told(missing, 'not to be had from the vendor'),
    ...told(failed, 'failed'),
    ...told(skipped, 'not asked for'),
  ];
  return `${parts.join('\n')}\nThe recordings are in ${dir}\n`;
}

function told(number: number, what: string): string[] {
  return number === 0 ? [] : [`${count(number)} ${what}`];
}

function count(number: number): string {
  return number.toLocaleString('en');
}
