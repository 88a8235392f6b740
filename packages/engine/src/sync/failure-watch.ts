import { CdrError } from '@cdr/core';

/** Decides by its failures how long a run goes on. */
export interface FailureWatch {
  /** Whether nothing more is to be begun. */
  isOver(): boolean;
  /**
   * Lets a run go on that is over since the vendor seems to be away, until something fails in that way
   * again; gives whether it does.
   */
  reprieve(): boolean;
  /** Looks at an error before the turn in which it happened ends, so that no other one begins. */
  watch<T>(work: Promise<T>): Promise<T>;
  succeed(): void;
  fail(error: CdrError): void;
}

/** Failures after which everything else that the vendor is asked would fail too. */
const hopeless: readonly CdrError['code'][] = [
  'auth',
  'config',
  'rate-limit',
  'store',
  'store-busy',
];
/** So many failures in a row mean that the vendor is away: of those that may be of all, and of any kind. */
const maxCommonFailures = 3;
const maxFailures = 20;

/** `isHopeless`: an earlier failure has ended the run already. */
export function createFailureWatch(signal: AbortSignal, isHopeless: boolean): FailureWatch {
  let commonFailures = 0;
  let failures = 0;
  let hasEnded = isHopeless;

  function judge(error: unknown): void {
    hasEnded ||= CdrError.isInstance(error) && endsRun(error);
  }

  const isHopelessNow = () => signal.aborted || hasEnded;

  return {
    isOver: () => isHopelessNow() || commonFailures >= maxCommonFailures || failures >= maxFailures,
    reprieve() {
      if (isHopelessNow()) return false;
      commonFailures = Math.min(commonFailures, maxCommonFailures - 1);
      failures = Math.min(failures, maxFailures - 1);
      return true;
    },
    watch: (work) =>
      work.catch((error: unknown) => {
        judge(error);
        throw error;
      }),
    succeed() {
      commonFailures = 0;
      failures = 0;
    },
    fail(error) {
      judge(error);
      failures += 1;
      if (mayBeOfAll(error)) commonFailures += 1;
    },
  };
}

/**
 * Whether a failure may have nothing to do with what was asked for. One that is of a single slice or
 * call comes again with every sync, and must not keep younger ones from their turn.
 */
function mayBeOfAll({ code, retryable }: CdrError): boolean {
  return code === 'transport' || (code === 'vendor-response' && retryable);
}

/** Whether nothing else that the same source is asked can succeed. */
export function endsRun({ code }: CdrError): boolean {
  return hopeless.includes(code);
}
