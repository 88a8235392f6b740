export { createVirtualClock, type VirtualClock } from './clock/virtual-clock.ts';
export { type Fault, type FaultPlan, faultAt, faultFrom } from './faults/fault.ts';
export { type FaultyServer, serveFaulty } from './faults/serve-faulty.ts';
export { withFaults } from './faults/with-faults.ts';
export { vendorHandlers } from './msw/vendor-handlers.ts';
export type { Check } from './provider/check.ts';
export { ConformanceError } from './provider/conformance-error.ts';
export { createProviderChecks } from './provider/create-checks.ts';
export { describeProvider } from './provider/describe-provider.ts';
export type {
  AnswerShape,
  ProviderSubject,
  ServedSubject,
  UnservedSubject,
  VendorReading,
  VendorWorld,
} from './provider/provider-subject.ts';
export {
  createTrial,
  type Trial,
  type TrialOptions,
  type TrialRun,
  type TrialVendor,
} from './provider/trial.ts';
export { type DescribeStoreOptions, describeStore } from './store/describe-store.ts';
export type { OpenStore, StoreSubject } from './store/store-subject.ts';
export { createUniverse, type UniverseOptions } from './universe/create-universe.ts';
