import { type Call, type OpenRecording, type Recording, VendorResponseError } from '@cdr/core';
import { isSound, type Project, recordingOf, type Source } from '@cdr/engine';
import { RequestError } from '../http/request-error.ts';
import { fetchFromVendor, foreignHost, type IsVendorHost, vendorHosts } from './vendor-hosts.ts';

/** Opens recordings, no more of a vendor's at once than it takes. */
export interface RecordingDesk {
  /**
   * Asks the vendor for the recording of a call. Ends with the signal, which must abort once it was
   * played. Throws `RequestError` when there is none, or when too many are open; and what vendors fail
   * with.
   */
  open(call: Call, signal: AbortSignal): Promise<OpenRecording>;
}

const patience = { retryLimit: 1 };

/** Asks no vendor for anything yet. */
export function createRecordingDesk(project: Project): RecordingDesk {
  const playing = new Map<string, number>();

  function takeTurn({ name, provider }: Source, signal: AbortSignal): void {
    signal.throwIfAborted();
    const count = playing.get(name) ?? 0;
    if (count >= (provider.manifest.recordings?.limits.concurrency ?? 0)) {
      throw new RequestError('unavailable', {
        what: `As many recordings of ${name} are playing as its vendor gives out at once`,
        todo: 'Try again in a while',
      });
    }
    playing.set(name, count + 1);
    signal.addEventListener('abort', () => playing.set(name, (playing.get(name) ?? 1) - 1), {
      once: true,
    });
  }

  return {
    async open(call, signal) {
      const config = project.loaded.config.sources[call.source];
      if (config === undefined) throw noRecording();
      const { hosts } = await project.manifestOf(call.source);
      const isVendorHost = vendorHosts(hosts, config);
      const refusal = new AbortController();
      const [source] = await project.openSources([call.source], (fetch) =>
        fetchFromVendor({ fetch, isVendorHost, refuse: (error) => refusal.abort(error) }),
      );
      const recording = source === undefined ? null : recordingOf(source, call);
      if (source === undefined || recording === null) throw noRecording();
      if (source.provider.manifest.recordings?.by === 'url') assertPlace(recording, isVendorHost);
      takeTurn(source, signal);
      const connection = source.connect(() => undefined, patience);
      const opened = await connection.openRecording?.({
        recording,
        partial: null,
        signal: AbortSignal.any([signal, refusal.signal]),
      });
      if (opened === undefined || opened === null) throw noRecording();
      if (isSound(opened.type)) return opened;
      await opened.body.cancel();
      throw new VendorResponseError({
        what: `The vendor answered with ${opened.type} in place of a recording`,
        retryable: false,
      });
    },
  };
}

/** Relative addresses stand behind the vendor's own. */
function assertPlace({ url, downloadUrl }: Recording, isVendorHost: IsVendorHost): void {
  const address = downloadUrl ?? url ?? '';
  if (URL.canParse(address) && !isVendorHost(new URL(address))) throw foreignHost();
}

function noRecording(): RequestError {
  return new RequestError('not-found', { what: 'The vendor has no recording of this call' });
}
