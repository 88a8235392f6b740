import type { NotesRequest, Provider } from '@cdr/core';

/** The provider, and who hears of each call whose notes it is asked for. */
export function withNotesHeard(
  provider: Provider,
  hear: (call: NotesRequest['call']) => void,
): Provider {
  return {
    ...provider,
    connect(context) {
      const connection = provider.connect(context);
      return {
        ...connection,
        readNotes(request) {
          hear(request.call);
          return connection.readNotes?.(request) ?? Promise.resolve({ rows: [], texts: [] });
        },
      };
    },
  };
}
