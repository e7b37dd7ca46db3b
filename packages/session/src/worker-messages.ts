import type {
  AnswerValue,
  Control,
  Question,
  Scene,
  ServerMessage,
  Speed,
  WireCommand,
  WireEvent,
  Wrong,
} from '@vdcsim/protocol';
import type { Diagnostic } from '@vdcsim/scenario';
import type { SessionMessage } from './session-messages.ts';

/** What the worker of a session is asked. `id` comes back with the answer. */
export type SessionRequest =
  | OpenRequest
  | { readonly type: 'control'; readonly id: number; readonly control: Control }
  | { readonly type: 'command'; readonly id: number; readonly command: WireCommand }
  | { readonly type: 'ask'; readonly id: number; readonly question: Question }
  /** Whose details are told from now on. */
  | { readonly type: 'select'; readonly entities: readonly number[] }
  /** Nobody watches: time stands still, without being paused, until it is let go. */
  | { readonly type: 'hold'; readonly isHeld: boolean }
  /** Events after one, oldest first, as far as they are kept. */
  | {
      readonly type: 'events';
      readonly id: number;
      readonly after: number;
      readonly limit: number;
    }
  /** The whole run so far in numbers: `Summary` of the simulator. */
  | { readonly type: 'summary'; readonly id: number };

/** First of all, and once. */
export interface OpenRequest {
  readonly type: 'open';
  readonly id: number;
  /** Path of the scenario among the files. */
  readonly file: string;
  /** Texts by path. May be empty where the worker finds files by itself. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly seed?: number;
  /** Number of the replication. */
  readonly run?: number;
  readonly speed?: Speed;
  readonly isPaused?: boolean;
  /** See `SessionOptions`. */
  readonly leadSeconds?: number;
  readonly framesPerSecond?: number;
  /** Whether time stands still until `hold` lets it go. */
  readonly isHeld?: boolean;
}

/** What the worker answers and tells. */
export type SessionReply =
  | { readonly type: 'opened'; readonly id: number; readonly scene: Scene }
  | { readonly type: 'done'; readonly id: number; readonly value?: AnswerValue }
  | {
      readonly type: 'events';
      readonly id: number;
      readonly events: readonly WireEvent[];
    }
  | { readonly type: 'summary'; readonly id: number; readonly summary: unknown }
  | {
      readonly type: 'refused';
      readonly id: number;
      readonly wrong: Wrong;
      /** Of a scenario: everything that is wrong with it, and where. */
      readonly diagnostics?: readonly Diagnostic[];
    }
  /** For all viewers, as it is. */
  | { readonly type: 'told'; readonly message: Exclude<SessionMessage, { type: 'frame' }> }
  /** An encoded frame; its buffer was transferred. */
  | {
      readonly type: 'frame';
      readonly isKey: boolean;
      readonly number: number;
      readonly bytes: ArrayBuffer;
    }
  /** The session has ended by a defect or a limit; it answers no more. */
  | { readonly type: 'broken'; readonly message: Extract<ServerMessage, { type: 'broken' }> };
