import type {
  AnswerValue,
  Control,
  Question,
  ServerMessage,
  WireCommand,
  WireFrame,
} from '@vdcsim/protocol';

/** What a viewer asks for, and is granted or refused. */
export type Request =
  | { readonly type: 'control'; readonly control: Control }
  | { readonly type: 'command'; readonly command: WireCommand }
  | { readonly type: 'ask'; readonly question: Question }
  | { readonly type: 'operate'; readonly take: boolean };

/** A way to a simulation: a server's, or one in a worker of this page. */
export interface Link {
  readonly place: 'server' | 'page';
  /** @throws Refused (through the promise) with the reason in words for people */
  request(request: Request): Promise<AnswerValue | undefined>;
  /** Whose details are told from now on. */
  select(entity: number | null): void;
  /** Ends it; nothing is told any more. */
  close(): void;
}

/** Who is told what comes over a link. */
export interface Listener {
  message(message: ServerMessage): void;
  frame(frame: WireFrame): void;
  /** `tries` counts attempts since the link was lost. */
  phase(phase: 'connecting' | 'open' | 'lost', tries: number): void;
  /** The server is another one than before: its runs begin anew. */
  restarted(): void;
}

/** What was asked for is not granted. */
export class Refused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'Refused';
    this.code = code;
  }
}
