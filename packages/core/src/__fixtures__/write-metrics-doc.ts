import { writeFile } from 'node:fs/promises';
import { renderMetricsDoc } from '../metrics/metrics-doc.ts';

const page = new URL('../../../../docs/metrics.md', import.meta.url);
await writeFile(page, renderMetricsDoc());
