import { describeProvider } from '@cdr/testkit';
import { createAcmeProvider } from './acme-provider.ts';
import { acmeSubject } from './acme-subject.ts';

describeProvider(acmeSubject(createAcmeProvider()));
