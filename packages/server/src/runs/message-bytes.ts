import type { ServerMessage } from '@vdcsim/protocol';

/** A message as it goes over a socket: encoded once, shared by all who are told. */
export function bytesOf(message: ServerMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}
