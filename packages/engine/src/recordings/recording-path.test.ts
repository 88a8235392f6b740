import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordedCall } from '../__fixtures__/recorded-calls.ts';
import { recordingPath } from './recording-path.ts';

const plain = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
const plainFile = /^[A-Za-z0-9][A-Za-z0-9_-]*-[0-9a-f]{16}\.[a-z0-9]+$/;
const device = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

function fileOf(ref: string): string {
  return recordingPath(recordedCall('warsaw:1', { ref }))[2].replace(/-[0-9a-f]{16}\./, '.');
}

describe('recordingPath', () => {
  it('is made of source, local month, name and id', () => {
    const ref = 'sprzedaz/2025-04-30/2025-04-30_235959_921063395.234.wav';
    expect(recordingPath(recordedCall('warsaw:1', { ref }))).toEqual([
      'warsaw',
      '2025-04',
      expect.stringMatching(/^2025-04-30_235959_921063395_234-[0-9a-f]{16}\.wav$/),
    ]);
  });

  it('is the same for the same call, and another for another one of the same name', () => {
    const path = (id: string) => recordingPath(recordedCall(id, { ref: 'a.wav' })).join('/');
    expect(path('warsaw:1')).toBe(path('warsaw:1'));
    expect(path('warsaw:1').toLowerCase()).not.toBe(path('warsaw:2').toLowerCase());
  });

  it.each([
    ['../../etc/passwd', 'passwd.audio'],
    ['/etc/cron.d/x.wav', 'x.wav'],
    ['..', 'recording.audio'],
    ['.', 'recording.audio'],
    ['', 'recording.audio'],
    ['C:\\Windows\\system32\\x.wav', 'x.wav'],
    ['..\\..\\x.wav', 'x.wav'],
    ['a\0.wav\0.exe', 'a_wav_exe.audio'],
    ['evil.exe', 'evil_exe.audio'],
    ['page.html', 'page_html.audio'],
    ['CON.wav', 'CON_.wav'],
    ['nul', 'nul_.audio'],
    ['com1.foo.wav', 'com1_foo.wav'],
    ['.hidden.wav', 'hidden.wav'],
    ['-rf.wav', 'rf.wav'],
    ['trailing. . .wav', 'trailing.wav'],
    ['x:y|z?*<>".wav', 'x_y_z.wav'],
    ['Sprzedaż ćma.MP3', 'Sprzedaz_cma.mp3'],
    ['\u202Evaw.exe', 'vaw_exe.audio'],
    ['файл.wav', 'recording.wav'],
    [`${'x'.repeat(5000)}.wav`, `${'x'.repeat(80)}.wav`],
    ['half-\ud800.wav', 'half.wav'],
  ])('takes %j for a name and nothing else', (ref, file) => {
    expect(fileOf(ref)).toBe(file);
  });

  it('never leaves the folder, whatever a call says', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('.', '/', '\\', '\0', 'a', '-', '_', ':', ' ', 'é') }),
    );
    fc.assert(
      fc.property(name, name, name, name, (source, id, ref, url) => {
        const paths = [
          recordingPath({ ...recordedCall(id, { ref }), source }),
          recordingPath({ ...recordedCall(id, { url }), source }),
          recordingPath({ ...recordedCall(id, { downloadUrl: `https://v.test/${url}` }), source }),
        ];
        for (const [folder, month, file] of paths) {
          expect(folder).toMatch(plain);
          expect(folder).not.toMatch(device);
          expect(month).toBe('2025-04');
          expect(file).toMatch(plainFile);
          expect(file.length).toBeLessThan(120);
        }
      }),
    );
  });

  it('takes of an address no more than a file name, since the rest may be a token', () => {
    const file = (url: string) => recordingPath(recordedCall('warsaw:1', { url }))[2];
    expect(file('https://v.test/t0k3n/x.mp3?token=t0k3n')).toMatch(/^x-[0-9a-f]{16}\.mp3$/);
    expect(file('https://v.test/play/t0k3n')).toMatch(/^recording-[0-9a-f]{16}\.audio$/);
    expect(file('https://v.test/a%2Fb%20c.wav')).toMatch(/^b_c-[0-9a-f]{16}\.wav$/);
    expect(file('https://v.test/100%.wav')).toMatch(/^100-[0-9a-f]{16}\.wav$/);
    expect(file('not an address')).toMatch(/^recording-[0-9a-f]{16}\.audio$/);
  });
});
