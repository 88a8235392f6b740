import { CdrError } from '@cdr/core';

/** Decides by its failures how long a run goes on. */
export interface FailureWatch {
  /** Whether nothing more is to be begun. */
  isOver(): boolean;
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
/** So many failures in a row mean that the vendor is away. */
const maxFailuresInRow = 3;

/** `isHopeless`: an earlier failure has ended the run already. */
export function createFailureWatch(signal: AbortSignal, isHopeless: boolean): FailureWatch {
  let failuresInRow = 0;
  let hasEnded = isHopeless;

  function judge(error: unknown): void {
    hasEnded ||= CdrError.isInstance(error) && endsRun(error);
  }

  return {
    isOver: () => signal.aborted || hasEnded || failuresInRow >= maxFailuresInRow,
    watch: (work) =>
      work.catch((error: unknown) => {
        judge(error);
        throw error;
      }),
    succeed() {
      failuresInRow = 0;
    },
    fail(error) {
      judge(error);
      failuresInRow += 1;
    },
  };
}

/** Whether nothing else that the same source is asked can succeed. */
export function endsRun({ code }: CdrError): boolean {
  return hopeless.includes(code);
}
