import { expect, it } from 'vitest';
import { eventData } from './event-data.ts';

const events =
  ': hello\n\nid: 1\nevent: sync\ndata: {"ż":1}\n\r\ndata:a\r\ndata: b\r\n\r\ndatum: c\n\ndata: lost';

it('is told whole, wherever the bytes are cut', async () => {
  const bytes = Buffer.from(events);
  for (let size = 1; size <= bytes.length; size += 1) {
    const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    const told: string[] = [];
    for await (const data of eventData(ReadableStream.from(parts))) told.push(data);
    expect(told).toEqual(['{"ż":1}', 'a\nb']);
  }
});
