import { AssertionFailure, SimulatorError } from '@vdcsim/core';
import { encodeFrame } from '@vdcsim/protocol';
import { type FileSource, ScenarioErrors } from '@vdcsim/scenario';
import { openScenario } from './open-scenario.ts';
import { Session } from './session.ts';
import type { SessionMessage } from './session-messages.ts';
import type { OpenRequest, SessionReply, SessionRequest } from './worker-messages.ts';

/** What a worker gives a session: messages, a clock and a timer. */
export interface SessionPort {
  onMessage(listener: (request: SessionRequest) => void): void;
  /** `transfer` names buffers that the receiver owns from now on. */
  post(reply: SessionReply, transfer: readonly ArrayBuffer[]): void;
  /** Calls back once, never before it has returned; 0 ms: as soon as messages had their turn. */
  setTimer(callback: () => void, milliseconds: number): void;
  /** Milliseconds from any beginning; does not go back. */
  nowMs(): number;
  /** Where files are that a request does not bring; absent: only what it brings. */
  readonly filesOf?: (request: OpenRequest) => FileSource;
}

/** Runs one session behind a port: the whole of a worker, in Node and in a page. */
export function runSessionIn(port: SessionPort): void {
  const worker = new SessionWorker(port);
  port.onMessage((request) => worker.receive(request));
}

class SessionWorker {
  private readonly port: SessionPort;
  private session: Session | undefined = undefined;
  private isBroken = false;
  /** Number of the timer that counts; those set before it do nothing. */
  private timer = 0;

  constructor(port: SessionPort) {
    this.port = port;
  }

  receive(request: SessionRequest): void {
    if (this.isBroken) {
      this.refuse(request, 'BROKEN', 'the session has ended by an error');
      return;
    }
    try {
      this.obey(request);
    } catch (error) {
      if (error instanceof ScenarioErrors) {
        this.refuse(request, 'BAD_SCENARIO', error.message, error);
      } else if (error instanceof SimulatorError && error.code !== 'RUN_STOPPED') {
        this.refuse(request, error.code, error.message);
      } else {
        this.breakOff(error);
      }
    }
    this.advance();
  }

  private obey(request: SessionRequest): void {
    if (request.type === 'open') {
      this.open(request);
      return;
    }
    const { session } = this;
    if (session === undefined) throw new SimulatorError('NOT_OPEN', 'no scenario is open yet');
    switch (request.type) {
      case 'control':
        session.control(request.control);
        this.post({ type: 'done', id: request.id });
        break;
      case 'command':
        session.command(request.command);
        this.post({ type: 'done', id: request.id });
        break;
      case 'ask':
        this.post({ type: 'done', id: request.id, value: session.ask(request.question) });
        break;
      case 'select':
        session.select(request.entities);
        break;
      case 'hold':
        session.hold(request.isHeld);
        break;
      case 'events': {
        const events = session.events(request.after, request.limit);
        this.post({ type: 'events', id: request.id, events });
        break;
      }
      case 'summary': {
        const summary = session.simulation.summary();
        this.post({ type: 'summary', id: request.id, summary });
        break;
      }
    }
  }

  private open(request: OpenRequest): void {
    if (this.session !== undefined) {
      throw new SimulatorError('OPEN_TWICE', 'a scenario is open already');
    }
    const { port } = this;
    const opened = openScenario(request.file, port.filesOf?.(request) ?? request.files);
    const { seed, run, speed, isPaused, leadSeconds, framesPerSecond } = request;
    const session = new Session({
      ...opened,
      ...(seed !== undefined && { seed }),
      ...(run !== undefined && { run }),
      ...(speed !== undefined && { speed }),
      ...(isPaused !== undefined && { isPaused }),
      ...(leadSeconds !== undefined && { leadSeconds }),
      ...(framesPerSecond !== undefined && { framesPerSecond }),
      nowMs: () => port.nowMs(),
      tell: (message) => this.tell(message),
    });
    this.session = session;
    session.hold(request.isHeld ?? false);
    this.post({ type: 'opened', id: request.id, scene: session.scene() });
  }

  /** Lets time go on, and comes back when it is to go on again. */
  private advance(): void {
    const turn = ++this.timer;
    const { session } = this;
    if (session === undefined || this.isBroken) return;
    try {
      const waitMs = session.advance();
      if (waitMs === Number.POSITIVE_INFINITY) return;
      this.port.setTimer(() => {
        if (turn === this.timer) this.advance();
      }, waitMs);
    } catch (error) {
      this.breakOff(error);
    }
  }

  private tell(message: SessionMessage): void {
    if (message.type !== 'frame') {
      this.post({ type: 'told', message });
      return;
    }
    const { frame } = message;
    const bytes = encodeFrame(frame);
    const { number } = frame;
    this.port.post({ type: 'frame', isKey: frame.kind === 'key', number, bytes }, [bytes]);
  }

  private post(reply: SessionReply): void {
    this.port.post(reply, []);
  }

  private refuse(
    request: SessionRequest,
    code: string,
    message: string,
    errors?: ScenarioErrors,
  ): void {
    if (!('id' in request)) return;
    const refused = { type: 'refused', id: request.id, wrong: { code, message } } as const;
    this.post(errors === undefined ? refused : { ...refused, diagnostics: errors.diagnostics });
  }

  private breakOff(error: unknown): void {
    this.isBroken = true;
    const simulation = this.session?.simulation;
    const isKnown = error instanceof SimulatorError;
    const code = isKnown ? error.code : error instanceof AssertionFailure ? 'ASSERTION' : 'DEFECT';
    const message = error instanceof Error ? error.message : String(error);
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const nowSeconds = simulation?.nowSeconds ?? 0;
    const seed = simulation?.seed ?? 0;
    const wrong = { code, message };
    this.post({ type: 'broken', message: { type: 'broken', wrong, nowSeconds, seed, detail } });
  }
}
