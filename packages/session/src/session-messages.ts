import type { ServerMessage, WireFrame } from '@vdcsim/protocol';

/** What a session tells of itself: messages that concern all viewers, and frames. */
export type SessionMessage =
  | Extract<
      ServerMessage,
      { readonly type: 'scene' | 'status' | 'events' | 'timeline' | 'recoveries' | 'details' }
    >
  | { readonly type: 'frame'; readonly frame: WireFrame };
