import { startBenchServer } from './bench-server.ts';
import { type Figure, median, round } from './figure.ts';
import { generatedYear } from './generated-calls.ts';
import { requestRate, type Target } from './request-rate.ts';
import { startServer } from './run-process.ts';

const calls = 1_000_000;
const requests = 1000;
const newRequests = 200;
const pageSize = 100;
const hourMs = 3_600_000;
const rounds = 5;

/**
 * Requests a second for a page of a hundred calls, over those of a bare server that sends the same
 * bytes; and for a page of Thulium's, over ours. Beside them, requests for pages that nobody asked for
 * before: the others are asked for again and again, and nothing is written meanwhile.
 */
export async function measureHttpList(): Promise<Figure[]> {
  await using server = await startBenchServer(calls);
  const list: Target = {
    url: `${server.url}/v1/calls?limit=${pageSize}`,
    headers: { authorization: `Bearer ${server.key}` },
  };
  const vendor: Target = {
    url: `${server.url}/vendors/bench/api/connections?limit=${pageSize}`,
    headers: { authorization: `Basic ${btoa(`bench:${server.key}`)}` },
  };
  const answer = await fetch(list.url, list);
  const type = answer.headers.get('content-type') ?? '';
  await using floor = await startServer('./http-floor-process.ts', {
    text: await answer.text(),
    type,
  });
  const bare: Target = { url: floor.line, headers: {} };
  const rates: Record<'bare' | 'list' | 'newList' | 'vendor' | 'newVendor', number>[] = [];
  for (let turn = 0; turn <= rounds; turn += 1) {
    const rate = {
      bare: await requestRate(() => bare, requests),
      list: await requestRate(() => list, requests),
      vendor: await requestRate(() => vendor, requests),
      newList: await requestRate((request) => from(list, turn, request), newRequests),
      newVendor: await requestRate((request) => behind(vendor, turn, request), newRequests),
    };
    // The first turn warms up.
    if (turn > 0) rates.push(rate);
  }
  const told = rates.map((own) => ({
    barePerSecond: Math.round(own.bare),
    listPerSecond: Math.round(own.list),
    vendorPerSecond: Math.round(own.vendor),
    newListPerSecond: Math.round(own.newList),
    newVendorPerSecond: Math.round(own.newVendor),
  }));
  return [
    {
      name: 'http-list',
      calls,
      ratio: round(median(rates.map((own) => own.list / own.bare))),
      least: 0.25,
      over: 'a bare server that sends the same bytes',
      rounds: told,
    },
    {
      name: 'http-vendor',
      calls,
      ratio: round(median(rates.map((own) => own.vendor / own.list))),
      least: 0.6,
      over: 'http-list',
      rounds: told,
    },
  ];
}

/** From a moment on that no other request names. */
function from(target: Target, turn: number, request: number): Target {
  const moment = new Date(generatedYear.from + (turn * newRequests + request) * hourMs);
  return { ...target, url: `${target.url}&from=${moment.toISOString()}` };
}

/** Behind as many calls as no other request names. */
function behind(target: Target, turn: number, request: number): Target {
  return { ...target, url: `${target.url}&offset=${(turn * newRequests + request) * pageSize}` };
}
