/** Messages between a simulation that is watched and its viewers. */
export { decodeFrame } from './decode-frame.ts';
export { encodeFrame } from './encode-frame.ts';
export type * from './frame.ts';
export { FrameState } from './frame-state.ts';
export * from './messages.ts';
export { clientMessageLongest, parseClientMessage, parseServerMessage } from './parse-message.ts';
export { ProtocolError, type ProtocolErrorCode, protocolErrors } from './protocol-error.ts';
export type * from './scene.ts';
export type * from './scene-storage.ts';
export type * from './told.ts';
