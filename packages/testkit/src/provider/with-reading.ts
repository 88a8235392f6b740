import type { Provider, ReadRequest } from '@cdr/core';

/** The provider, with somebody who hears of every slice before it is read. */
export function withReading(provider: Provider, onRead: (request: ReadRequest) => void): Provider {
  return {
    ...provider,
    connect(context) {
      const connection = provider.connect(context);
      return {
        ...connection,
        read(request) {
          onRead(request);
          return connection.read(request);
        },
      };
    },
  };
}
