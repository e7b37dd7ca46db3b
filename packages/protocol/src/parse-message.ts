import { bad, type Check } from './checks/check.ts';
import { clientMessage } from './checks/client-checks.ts';
import { serverMessage } from './checks/server-checks.ts';
import { type ClientMessage, protocolVersion, type ServerMessage } from './messages.ts';
import { ProtocolError } from './protocol-error.ts';

/** Longest message of a viewer, in characters; the frame of the socket may be 64 KiB. */
export const clientMessageLongest = 65_536;

/**
 * Reads what a viewer said.
 * @throws ProtocolError BAD_MESSAGE for all that is no message, and what would be right;
 * BAD_VERSION for a hello of another version. Nothing else, whatever the text.
 */
export function parseClientMessage(text: string): ClientMessage {
  if (text.length > clientMessageLongest) {
    throw bad('message', `${text.length} characters`, `at most ${clientMessageLongest}`);
  }
  return parse(text, clientMessage, 'hello');
}

/**
 * Reads what a server told.
 * @throws ProtocolError BAD_MESSAGE for all that is no message; BAD_VERSION for a welcome of
 * another version. Nothing else, whatever the text.
 */
export function parseServerMessage(text: string): ServerMessage {
  return parse(text, serverMessage, 'welcome');
}

function parse<T>(text: string, check: Check<T>, greeting: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw bad('message', 'no JSON', 'an object like {"type":"..."}');
  }
  refuseOtherVersion(value, greeting);
  return check(value, 'message');
}

/** Told before anything else: another version may have another form altogether. */
function refuseOtherVersion(value: unknown, greeting: string): void {
  if (typeof value !== 'object' || value === null) return;
  const { type, version } = value as { readonly type?: unknown; readonly version?: unknown };
  if (type !== greeting || typeof version !== 'number' || version === protocolVersion) return;
  const message = `version ${version} of the protocol; this side speaks ${protocolVersion}`;
  throw new ProtocolError('BAD_VERSION', message);
}
