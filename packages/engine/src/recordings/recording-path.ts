import { hash } from 'node:crypto';
import { type Call, formatWallTime, type Recording, toEpochMs, zoneOf } from '@cdr/core';

/** Endings that a file may have: nothing that a machine would run when somebody opens it. */
const audioEndings = new Set(
  'aac ac3 aif aiff amr au caf flac g722 g729 gsm m4a m4b mka mp2 mp3 mp4 oga ogg opus raw sln spx ulaw vox wav weba webm wma'.split(
    ' ',
  ),
);
const otherEnding = 'audio';
const longestStem = 80;
const hashLength = 16;

/** Names that mean a device to Windows, with any ending. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * Where the recording of a call goes, as folders and a file name inside the folder that the user
 * named: by source and local month, then the vendor's own name as far as it is harmless and a hash
 * of the call's id. Depends on the call alone. Two calls never share a name, not even where the
 * letter case of names doesn't count; whatever the vendor says, it is one plain name of ASCII letters,
 * digits, `_` and `-`.
 */
export function recordingPath(call: Call): [source: string, month: string, file: string] {
  const { stem, ending } = nameOf(call.recording);
  const zone = zoneOf(call.timeZone);
  const month = formatWallTime(zone.toWall(toEpochMs(call.startedAt))).slice(0, 7);
  const digest = hash('sha256', call.id).slice(0, hashLength);
  return [plainName(call.source, 'source'), month, `${stem}-${digest}.${ending}`];
}

function nameOf(recording: Recording | null): { stem: string; ending: string } {
  const { ref = null, url = null, downloadUrl = null } = recording ?? {};
  const name = lastPart(ref ?? pathOf(downloadUrl ?? url ?? ''));
  const dot = name.lastIndexOf('.');
  const ending = name.slice(dot + 1).toLowerCase();
  if (dot > 0 && audioEndings.has(ending)) {
    return { stem: plainName(name.slice(0, dot), 'recording'), ending };
  }
  // What is no file name may be a token.
  return { stem: ref === null ? 'recording' : plainName(name, 'recording'), ending: otherEnding };
}

function pathOf(url: string): string {
  if (!URL.canParse(url, 'http://vendor')) return '';
  const { pathname } = new URL(url, 'http://vendor');
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

function lastPart(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? '';
}

function plainName(text: string, otherwise: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9-]+/g, '_')
    .slice(0, longestStem)
    .replaceAll(/^[_-]+|[_-]+$/g, '');
  if (plain === '') return otherwise;
  return deviceName.test(plain) ? `${plain}_` : plain;
}
