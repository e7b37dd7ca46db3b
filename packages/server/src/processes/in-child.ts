import { type FromChild, mostBytesVariable, type ToChild } from './envelope.ts';
import { startGuardian } from './guardian.ts';

/** The way from a child process to the server. */
export interface ParentPort<Request, Reply> {
  onRequest(listener: (request: Request) => void): void;
  post(reply: Reply): void;
}

/**
 * Makes this process the child of a server: it answers pings between two pieces of work, ends when
 * the server is gone, and leaves Ctrl-C, which reaches all processes of a terminal, to the server.
 */
export function beChild<Request, Reply>(): ParentPort<Request, Reply> {
  startGuardian(Number(process.env[mostBytesVariable]));
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  process.on('disconnect', () => process.exit());
  const send = (message: FromChild<Reply>): void => {
    if (process.connected) process.send?.(message);
  };
  return {
    onRequest(listener) {
      process.on('message', (message: ToChild<Request>) => {
        if ('ping' in message) send({ pong: message.ping });
        else listener(message.request);
      });
    },
    post: (reply) => send({ reply }),
  };
}
