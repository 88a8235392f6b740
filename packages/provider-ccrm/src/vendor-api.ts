import {
  type CallSource,
  type NoteSource,
  type VendorApi,
  type VendorApiDescription,
  type VendorApiOptions,
  zoneOf,
} from '@cdr/core';
import { readBearerToken } from '@cdr/provider-kit';
import { createAnswers } from './answers.ts';
import { historyPath, maxPageSize, notesPath, rateLimitMessage } from './api.ts';
import { fromCall } from './from-call.ts';
import { type DateReadings, readHistoryQuery } from './history-query.ts';
import { createRequestCounter } from './request-counter.ts';
import { findNotes } from './served-notes.ts';
import { type WritingForms, writeEvent } from './write-event.ts';
import type { NoteForms } from './write-note.ts';

/** How the served CCRM behaves where its documents leave room. */
export interface CcrmApiOptions
  extends VendorApiOptions,
    Partial<DateReadings>,
    Partial<WritingForms>,
    Partial<NoteForms> {
  /** Who is let in, default `api_key`. */
  token?: string;
  /** Rows of a page, default 1000. */
  pageCap?: number;
  /** Default `desc`. */
  order?: 'asc' | 'desc';
  /** How `success` is written. Default `boolean`. */
  success?: 'boolean' | 'text';
  /** The zone of the times of notes. Default UTC. */
  notesTimeZone?: string;
  /** Requests in a second after which others are refused, default 200, unverified. Needs `elapsedMs`. */
  requestsPerSecond?: number;
}

const defaultToken = 'api_key';
const noNotes: NoteSource = { async *readNotes() {} };

/**
 * CCRM's contact history over somebody's calls, and the notes to them: calls, SMS, faxes and notes
 * up to the vendor's clock, told to the second.
 */
export function createVendorApi(calls: CallSource, options: CcrmApiOptions): VendorApi {
  const zone = zoneOf(options.timeZone ?? 'Europe/Warsaw');
  const { token = defaultToken, pageCap = maxPageSize, order = 'desc' } = options;
  const readings: DateReadings = {
    dateFrom: options.dateFrom ?? 'inclusive',
    dateTo: options.dateTo ?? 'second',
    fold: options.fold ?? 'earlier',
  };
  const forms: WritingForms & NoteForms = {
    words: options.words ?? 'upper',
    parties: options.parties ?? 'objects',
    numbers: options.numbers ?? 'integers',
    externalNumber: options.externalNumber ?? 'party',
    note: options.note ?? 'count',
    noteText: options.noteText ?? 'draft',
    emptyFiles: options.emptyFiles ?? 'object',
  };
  const { notes = noNotes, notesTimeZone = 'UTC' } = options;
  const shelf = { calls, notes, zone: zoneOf(notesTimeZone), forms };
  const answers = createAnswers(options.success ?? 'boolean');
  const isTooFast = createRequestCounter(options.elapsedMs, options.requestsPerSecond ?? 200);

  function isLetIn(given: string | null): boolean {
    if (options.gate !== undefined) return given !== null && options.gate.admits(given);
    return given === token;
  }

  async function answerHistory(params: URLSearchParams): Promise<Response> {
    const query = readHistoryQuery(params, { zone, readings, now: options.now(), pageCap });
    if (typeof query === 'string') return answers.error(400, `${query} is missing or invalid`);
    const { filter, offset, limit } = query;
    const totalCount = await calls.count(filter);
    const texts: string[] = [];
    for await (const batch of calls.read({ filter, order, offset, limit })) {
      for (const call of batch) texts.push(writeEvent(fromCall(call, zone), forms));
    }
    return answers.list(texts, totalCount);
  }

  async function answerNotes(params: URLSearchParams): Promise<Response> {
    const uuid = params.get('callHistory') ?? '';
    if (uuid === '') return answers.error(400, 'callHistory is missing or invalid');
    const texts = await findNotes(shelf, uuid, options.now());
    return answers.list(texts, texts.length);
  }

  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const isNotes = pathname.endsWith(notesPath);
    if (!isNotes && !pathname.endsWith(historyPath)) return answers.error(404, 'Not found');
    if (!isLetIn(readBearerToken(request))) return answers.error(401, 'Unauthorized');
    if (isTooFast()) return answers.error(403, rateLimitMessage);
    if (request.method !== 'GET') return answers.error(405, 'Only GET', { allow: 'GET' });
    return isNotes ? answerNotes(searchParams) : answerHistory(searchParams);
  };
}

/** How to reach a CCRM of default options at `baseUrl`. */
export function describeVendorApi(baseUrl: string): VendorApiDescription {
  const base = baseUrl.replace(/\/+$/, '');
  const query = 'dateFrom=$(date +%F)%2000:00:00&dateTo=$(date +%F)%2023:59:59';
  return {
    // A server on this machine bears more than an account at the vendor.
    options: { baseUrl, token: defaultToken, requestsPerSecond: 100 },
    curl: `curl -H "Authorization: Bearer ${defaultToken}" "${base}${historyPath}?${query}"`,
  };
}
