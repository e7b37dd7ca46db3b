/** Why a message or frame was refused. */
export type ProtocolErrorCode = 'BAD_MESSAGE' | 'BAD_VERSION' | 'BAD_FRAME';

/** A message or frame that is none. The message says what is wrong, and what would be right. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: ProtocolErrorCode;

  constructor(code: ProtocolErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Rows of the table of errors. */
export const protocolErrors: readonly {
  readonly code: ProtocolErrorCode;
  readonly doc: string;
  readonly remedy: string;
}[] = [
  {
    code: 'BAD_MESSAGE',
    doc: 'A message of the protocol is none: not JSON, an unknown key, a value out of its range.',
    remedy: 'Send what the message says would be right; docs/reference/protocol.md has it all.',
  },
  {
    code: 'BAD_VERSION',
    doc: 'A peer speaks another version of the protocol.',
    remedy: 'Use a server and a page of the same version; reload the page after an upgrade.',
  },
  {
    code: 'BAD_FRAME',
    doc: 'Bytes that should be a frame are none, or a delta came on another frame than the last.',
    remedy: 'Drop the state and connect anew: a key frame comes first.',
  },
];
