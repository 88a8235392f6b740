import { describeProvider } from '@cdr/testkit';
import { createVendorFolder } from './__fixtures__/vendor-folder.ts';
import asterisk from './index.ts';

// Nothing is logged that needn't be, and config says nothing about contexts.
const config = { inbound: [], outbound: [], internal: [] };

describeProvider({
  provider: asterisk,
  vendorWorld: createVendorFolder,
  readings: [{ name: 'there is no uniqueid', vendorApiOptions: { fields: 16, config } }],
  deviations: {
    'supplies the fields that the manifest names, and no others':
      'vendorId and groupId come from columns that are not logged here',
    'tells a call that it has read as it was read':
      'the id is made of the context of the dialplan too, which a call does not keep',
  },
});
