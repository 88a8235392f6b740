import type { IncomingMessage, ServerResponse } from 'node:http';

/** The largest request body that is taken, in bytes; what vendors are sent is forms and small JSON. */
const maxBodyBytes = 1_048_576;

/** A request that knows the answer it gets, by which a client's leaving shows. */
class ClientRequest extends Request {
  readonly answer: ServerResponse;

  constructor(url: string, init: RequestInit, answer: ServerResponse) {
    super(url, init);
    this.answer = answer;
  }
}

const controllers = new WeakMap<ClientRequest, AbortController>();

// The signal is made when it is asked for: few APIs ask, and a signal costs more than all the rest
// of a request. On the prototype, since an accessor on every request costs as much again.
Object.defineProperty(ClientRequest.prototype, 'signal', {
  get(this: ClientRequest): AbortSignal {
    let controller = controllers.get(this);
    if (controller === undefined) {
      controller = abortOnLeave(this.answer);
      controllers.set(this, controller);
    }
    return controller.signal;
  },
});

/** The web's form of a request that came in; `null` when its body is too large. */
export async function toRequest(
  url: string,
  incoming: IncomingMessage,
  answer: ServerResponse,
): Promise<Request | null> {
  const { method = 'GET' } = incoming;
  const init: RequestInit = { method, headers: headersOf(incoming) };
  if (hasBody(incoming)) {
    const body = await readBody(incoming);
    if (body === null) return null;
    // The web's requests can't ask for something and send something in one.
    if (method !== 'GET' && method !== 'HEAD') init.body = body;
  }
  return new ClientRequest(url, init, answer);
}

function headersOf({ rawHeaders }: IncomingMessage): [string, string][] {
  const headers: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return headers;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return 'transfer-encoding' in headers || (headers['content-length'] ?? '0') !== '0';
}

async function readBody(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | null> {
  if (Number(incoming.headers['content-length']) > maxBodyBytes) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop early mustn't close the connection, on which the refusal is to be sent.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Aborts when the client goes away before it has its whole answer. */
function abortOnLeave(answer: ServerResponse): AbortController {
  const controller = new AbortController();
  const leave = () => {
    if (!answer.writableFinished) controller.abort();
  };
  if (answer.closed) leave();
  else answer.once('close', leave);
  return controller;
}
