import fastify from 'fastify';
import { readJob } from './run-process.ts';

/** A bare server that sends the same text again and again. Prints its address. */
const { text, type } = await readJob<{ text: string; type: string }>();
const bytes = Buffer.from(text);
const server = fastify();
server.get('*', (_request, reply) => reply.type(type).send(bytes));
process.on('disconnect', () => process.exit());
process.stdout.write(`${await server.listen({ host: '127.0.0.1', port: 0 })}\n`);
