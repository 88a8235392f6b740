import type { IncomingMessage, ServerResponse } from 'node:http';
import type { VendorApi } from '@cdr/core';
import { sendResponse } from './send-response.ts';
import { toRequest } from './to-request.ts';

/** A request over HTTP and what answers it. */
export interface AnswerRequestInput {
  api: VendorApi;
  /** The address that the API is to see. */
  url: string;
  /** Its body not yet read. */
  incoming: IncomingMessage;
  answer: ServerResponse;
  /** Told of APIs that throw and of bodies that fail; the client only learns that it happened. */
  onError: (error: unknown) => void;
}

/**
 * Lets a vendor API answer a request of a `node:http` server, piece by piece. A client that leaves
 * aborts the request and ends the answer's body; an API that throws makes a plain 500.
 */
export async function answerRequest(input: AnswerRequestInput): Promise<void> {
  const { api, url, incoming, answer, onError } = input;
  let clientLeft = false;
  answer.once('close', () => {
    clientLeft = !answer.writableFinished;
  });
  try {
    const request = await toRequest(url, incoming, answer);
    if (request === null) return sendText(answer, 413, 'The request body is too large.');
    await sendResponse(await api(request), answer);
  } catch (error) {
    if (clientLeft) return;
    onError(error);
    if (!answer.destroyed) sendText(answer, 500, 'The vendor API failed.');
  }
}

/** Answers with a line of plain text. */
export function sendText(answer: ServerResponse, status: number, text: string): void {
  // What is left of a request that wasn't read whole can't be told from the next one.
  const connection = answer.req.complete ? 'keep-alive' : 'close';
  answer.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection });
  answer.end(`${text}\n`);
}
