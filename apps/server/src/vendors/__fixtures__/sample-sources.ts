import type { ConfigInput } from '@cdr/engine';
import { describeVendorApi as caresoft } from '@cdr/provider-caresoft/vendor-api';
import { describeVendorApi as ccrm } from '@cdr/provider-ccrm/vendor-api';
import { describeVendorApi as soluno } from '@cdr/provider-soluno/vendor-api';
import { describeVendorApi as telecomx } from '@cdr/provider-telecomx/vendor-api';
import { describeVendorApi as thulium } from '@cdr/provider-thulium/vendor-api';

/** Where nobody answers: these sources are served and not read. */
const nowhere = 'http://127.0.0.1:9';

/** An account at each vendor that can be served, and a second one at the first. */
export const sampleSources = {
  warsaw: { provider: 'thulium', options: thulium(nowhere).options },
  stockholm: { provider: 'soluno', options: soluno(nowhere).options },
  hanoi: { provider: 'caresoft', options: caresoft(nowhere).options },
  copenhagen: { provider: 'telecomx', options: telecomx(nowhere).options },
  krakow: { provider: 'ccrm', options: ccrm(nowhere).options },
  gdansk: { provider: 'thulium', options: thulium(nowhere).options },
} satisfies ConfigInput['sources'];
