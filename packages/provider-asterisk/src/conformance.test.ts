import { describeProvider } from '@cdr/testkit';
import { createVendorFolder } from './__fixtures__/vendor-folder.ts';
import asterisk from './index.ts';

// Everything is logged that can be, and config names the contexts.
describeProvider({
  provider: asterisk,
  vendorWorld: createVendorFolder,
  readings: [
    { name: 'there is one file', vendorApiOptions: {} },
    { name: 'half a record stands at the end', vendorApiOptions: { isHalfWritten: true } },
    { name: 'files are numbered day by day', vendorApiOptions: { rotation: 'numbers' } },
    { name: 'files are dated day by day', vendorApiOptions: { rotation: 'dates' } },
    { name: 'files are packed', vendorApiOptions: { rotation: 'numbers', gzip: true } },
  ],
});
