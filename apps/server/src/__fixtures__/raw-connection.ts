import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

/** A connection on which anything may be sent. */
export interface RawConnection {
  socket: Socket;
  /** All that comes, once the server has closed the connection. */
  text(): Promise<string>;
  /** The status and the code of the problem in it. */
  answer(): Promise<{ status: number; code: string }>;
}

/** Opens one, and sends a text. */
export function openConnection(url: string, sent: string): RawConnection {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(sent);
  const read = () => text(socket);
  return {
    socket,
    text: read,
    async answer() {
      const all = await read();
      const [, status = '', body = ''] = /^HTTP\/1.1 (\d+).*?\r\n\r\n(.*)$/s.exec(all) ?? [];
      return { status: Number(status), code: String(JSON.parse(body).code) };
    },
  };
}
