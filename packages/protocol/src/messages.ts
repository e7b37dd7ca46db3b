import type { Scene } from './scene.ts';
import type {
  Details,
  Explained,
  HistorySeries,
  Recovery,
  TimelineState,
  WireEvent,
} from './told.ts';

/** Version of the protocol. Peers that name another one are refused, never half understood. */
export const protocolVersion = 1;

/** How fast simulated time goes: simulated seconds a second of the wall clock, or as fast as can be. */
export type Speed = number | 'max';

/** What a viewer asks of the clock. Only the operator may. */
export type Control =
  | { readonly do: 'pause' }
  | { readonly do: 'resume' }
  | { readonly do: 'speed'; readonly speed: Speed }
  /** Pauses, and goes to just after the next instant in which an event is told. */
  | { readonly do: 'step' }
  /** Runs as fast as can be to the next event of alarm, and pauses there. */
  | { readonly do: 'nextAlarm' }
  /** Runs as fast as can be to an instant, and pauses there. */
  | { readonly do: 'runTo'; readonly timeSeconds: number }
  /** The same scenario from its beginning; commands given by hand are dropped. */
  | { readonly do: 'restart' };

/** A command of the scenario language: `{ verb: 'fail', of: 'esx03' }`. Only the operator may. */
export interface WireCommand {
  readonly verb: string;
  readonly of: string;
}

/** What any viewer may ask. */
export type Question =
  /** One metric of one entity over time, from the finest kept intervals. */
  | {
      readonly what: 'history';
      readonly metrics: readonly string[];
      readonly entity: number;
      readonly fromSeconds?: number;
    }
  /** Why an entity is as it is now. */
  | { readonly what: 'why'; readonly entity: number }
  /** What a command would do at once, in words, without doing it. */
  | { readonly what: 'preview'; readonly command: WireCommand }
  /** The chain of causes of an event, its root first. */
  | { readonly what: 'causes'; readonly event: number }
  /** The scenario's text and the commands given by hand, as a scenario that does the same. */
  | { readonly what: 'scenario' };

/** Messages of a viewer, as JSON in text messages. */
export type ClientMessage =
  /** First of all. Without `run`, the server's first run is shown. */
  | { readonly type: 'hello'; readonly version: number; readonly run?: string }
  | { readonly type: 'control'; readonly id: number; readonly control: Control }
  | { readonly type: 'command'; readonly id: number; readonly command: WireCommand }
  | { readonly type: 'ask'; readonly id: number; readonly question: Question }
  /** Asks for the operator's seat, or leaves it. Granted when it is empty. */
  | { readonly type: 'operate'; readonly id: number; readonly take: boolean }
  /** Whose details are told from now on; null: nobody's. */
  | { readonly type: 'select'; readonly entity: number | null };

/** How a run goes. Sent when it changes, and every second or so while it runs. */
export interface Status {
  readonly type: 'status';
  readonly nowSeconds: number;
  readonly speed: Speed;
  /** Simulated seconds a wall-clock second that were reached lately. */
  readonly reachedSpeed: number;
  readonly isPaused: boolean;
  readonly isFinished: boolean;
  readonly eventCount: number;
  readonly fingerprint: string;
}

/** Who watches. Sent to all when it changes. */
export interface Audience {
  readonly type: 'audience';
  readonly viewers: number;
  /** Whether somebody has the operator's seat. */
  readonly hasOperator: boolean;
  /** Whether it is you. */
  readonly youOperate: boolean;
}

export type AnswerValue =
  | { readonly what: 'history'; readonly series: readonly HistorySeries[] }
  | { readonly what: 'why'; readonly explained: Explained }
  | { readonly what: 'preview'; readonly lines: readonly string[] }
  | { readonly what: 'causes'; readonly events: readonly WireEvent[] }
  | { readonly what: 'scenario'; readonly yaml: string };

/** What went wrong, in words for people. */
export interface Wrong {
  /** `NOT_OPERATOR`, `BAD_MESSAGE`, `NO_SUCH_COMMAND` ... */
  readonly code: string;
  readonly message: string;
}

/** Messages to a viewer, as JSON in text messages. Frames come as binary messages beside them. */
export type ServerMessage =
  /** The answer to `hello`. A `server` that differs from the one before: it was restarted. */
  | {
      readonly type: 'welcome';
      readonly version: number;
      readonly product: string;
      readonly server: string;
      readonly run: string;
    }
  /** What does not change during a run. After `welcome`, and again after `restart`. */
  | { readonly type: 'scene'; readonly scene: Scene }
  | Status
  | Audience
  /** What happened since the last such message, oldest first; `skipped` came too fast to be told. */
  | {
      readonly type: 'events';
      readonly events: readonly WireEvent[];
      readonly skipped: number;
    }
  | { readonly type: 'timeline'; readonly timeline: TimelineState }
  | { readonly type: 'details'; readonly details: Details }
  /** Of every failed host whose cluster has high availability; empty once none is left. */
  | { readonly type: 'recoveries'; readonly recoveries: readonly Recovery[] }
  /** Question, control, command or seat: granted, with what was asked for. */
  | { readonly type: 'done'; readonly id: number; readonly value?: AnswerValue }
  | { readonly type: 'refused'; readonly id: number; readonly wrong: Wrong }
  /** A message of yours was no message; the connection may be closed after it. */
  | { readonly type: 'wrong'; readonly wrong: Wrong }
  /** The run can't go on: a defect of ours, or a limit of memory or time. The others run on. */
  | {
      readonly type: 'broken';
      readonly wrong: Wrong;
      /** What helps to report it. */
      readonly nowSeconds: number;
      readonly seed: number;
      readonly detail: string;
    };
