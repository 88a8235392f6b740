import { recordingPath } from './api.ts';

/** Where a recording may be asked for. */
export interface RecordingAddress {
  path: string;
  query?: { filename: string };
}

/**
 * The documents name the resource and don't say where its file name goes. As a parameter, like all
 * else in this API; where nothing is found by it, as the last part of the path. The name is encoded
 * whole, so that no `../` in it leads to another resource. Both are unverified.
 */
export function recordingAddresses(filename: string): RecordingAddress[] {
  const name = filename.toWellFormed();
  const addresses: RecordingAddress[] = [{ path: recordingPath, query: { filename: name } }];
  if (!/^\.{1,2}$/.test(name)) {
    addresses.push({ path: `${recordingPath}/${encodeURIComponent(name)}` });
  }
  return addresses;
}
