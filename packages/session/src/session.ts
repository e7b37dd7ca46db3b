import {
  type Command,
  parseSelector,
  type Simulation,
  SimulatorError,
  simulate,
} from '@vdcsim/core';
import type {
  AnswerValue,
  Control,
  Question,
  Scene,
  Status,
  WireCommand,
  WireEvent,
} from '@vdcsim/protocol';
import { selectorText } from '@vdcsim/scenario';
import { answer } from './answer.ts';
import { detailsOf } from './details.ts';
import { EventWords } from './event-words.ts';
import { fineVmsMost, History, recordedCells } from './history.ts';
import { ioBindingWords, LastMinute } from './last-minute.ts';
import { Pace } from './pace.ts';
import { Runner } from './runner.ts';
import { sceneOf } from './scene.ts';
import { type SessionOptions, usualSpeed } from './session-options.ts';
import { Teller } from './teller.ts';
import { usualOptions } from './usual-options.ts';

const usualFramesPerSecond = 10;
const usualBudgetMs = 5;

/** The run of a session; `restart` makes a new one. */
interface Run {
  readonly simulation: Simulation;
  readonly history: History;
  readonly runner: Runner;
  readonly teller: Teller;
  readonly words: EventWords;
}

/**
 * A simulation that is watched and steered. It has no clock and no timer: whoever runs it calls
 * `advance` whenever it asks for it, and at once after any other call but `scene` and `status`.
 * Whatever watches, asks and slices, the run stays the same: only commands change it.
 */
export class Session {
  private readonly options: SessionOptions;
  private readonly pace: Pace;
  private current: Run;
  private selection: readonly number[] = [];
  private isHeld = false;

  /** @throws SimulatorError for what the loader could not see */
  constructor(options: SessionOptions) {
    this.options = options;
    this.pace = new Pace(options.speed ?? usualSpeed, options.isPaused ?? false);
    this.current = this.begin(0);
    this.anchor();
    this.skipToFirstPlan();
  }

  /** The simulation itself, for summaries and logs. Only look at it: commands go through here. */
  get simulation(): Simulation {
    return this.current.simulation;
  }

  /**
   * Lets time pass as far as the pace allows, and tells what is due.
   * @param budgetMs most of the wall clock's time to compute for; one slow event may exceed it
   * @returns milliseconds until the next call: 0 at once, Infinity when nothing is going to happen
   */
  advance(budgetMs = usualBudgetMs): number {
    const { pace, current } = this;
    const { simulation, runner, teller } = current;
    let isThere = true;
    if (this.isMoving) {
      isThere = runner.run(budgetMs);
      if (simulation.isFinished) pace.pause();
    }
    const nowMs = this.options.nowMs();
    const isMoving = this.isMoving;
    teller.tellDue(nowMs, isMoving);
    if (!isMoving) return Number.POSITIVE_INFINITY;
    return isThere ? teller.nextDueMs(nowMs) : 0;
  }

  /** @throws SimulatorError RUN_ENDED for time that can't go on, NOT_AHEAD for an instant behind */
  control(control: Control): void {
    const { pace, current } = this;
    const { simulation, runner } = current;
    if (control.do === 'restart') {
      this.restart();
      return;
    }
    if (control.do === 'pause') pace.pause();
    else if (control.do === 'speed') pace.setSpeed(control.speed);
    else {
      if (simulation.isFinished) {
        throw new SimulatorError('RUN_ENDED', 'the run has come to its end; restart it');
      }
      if (control.do === 'resume') pace.resume();
      else {
        if (control.do === 'runTo' && control.timeSeconds < simulation.nowSeconds) {
          throw new SimulatorError('NOT_AHEAD', 'time does not go back; restart, and run to it');
        }
        runner.forget();
        if (control.do === 'step') pace.seek({ kind: 'step' });
        else if (control.do === 'nextAlarm') pace.seek({ kind: 'alarm' });
        else pace.seek({ kind: 'instant', timeSeconds: control.timeSeconds });
      }
    }
    this.anchor();
    current.teller.tellAllNext();
  }

  /**
   * Gives a command now; it enters the command log.
   * @throws SimulatorError NO_SUCH_COMMAND, BAD_SELECTOR, NO_MATCH, RUN_ENDED
   */
  command({ verb, of }: WireCommand): void {
    const { simulation, runner, teller } = this.current;
    if (verb === 'set') {
      throw new SimulatorError('NO_SUCH_COMMAND', 'set needs more than a verb and a selector');
    }
    // As a timeline would write it, so that the scenario with this command does the same.
    const selector = parseSelector(of);
    const text = selector.ok ? selectorText(selector.selector) : of;
    const command: Command = { verb, of: text, options: usualOptions(verb) };
    simulation.command(command);
    runner.finishInstant();
    teller.tellAllNext();
  }

  /** @throws SimulatorError for a question that has no answer, such as of an unknown entity */
  ask(question: Question): AnswerValue {
    const { simulation, history, words } = this.current;
    return answer(question, { simulation, history, words, opened: this.options });
  }

  /** Up to `limit` events after the one with the number `after`, as far as they are kept. */
  events(after: number, limit: number): readonly WireEvent[] {
    const { simulation, words } = this.current;
    const { events } = simulation;
    const told: WireEvent[] = [];
    const first = Math.max(after, events.forgotten) + 1;
    for (let id = first; id <= events.count && told.length < limit; id++) {
      told.push(words.wire(events.get(id)!));
    }
    return told;
  }

  /** Whose details are told from now on: the entities that any viewer has selected. */
  select(entities: readonly number[]): void {
    const { directory } = this.current.simulation;
    const count = directory.all().length;
    this.selection = [...new Set(entities)].filter(
      (id) => Number.isInteger(id) && id >= 0 && id < count,
    );
    this.current.teller.select(this.selection);
  }

  /** What does not change during the run. */
  scene(): Scene {
    const { simulation, history } = this.current;
    const { loaded, file } = this.options;
    return sceneOf(simulation, { loaded, file, intervalSeconds: history.intervalSeconds });
  }

  status(): Status {
    return this.current.teller.status();
  }

  /** Held, time stands still without being paused: nobody watches. Let go, it goes on from there. */
  hold(isHeld: boolean): void {
    this.isHeld = isHeld;
    this.anchor();
  }

  private skipToFirstPlan(): void {
    const { leadSeconds, loaded, isPaused } = this.options;
    if (leadSeconds === undefined || isPaused === true) return;
    const planned = loaded.scenario.timeline.map(({ atSeconds }) => atSeconds);
    const timeSeconds = Math.min(...planned) - leadSeconds;
    if (timeSeconds <= 0 || timeSeconds === Number.POSITIVE_INFINITY) return;
    this.pace.seek({ kind: 'instant', timeSeconds, goesOn: true });
  }

  private anchor(): void {
    this.pace.anchor(this.options.nowMs(), this.current.simulation.nowSeconds);
  }

  private get isMoving(): boolean {
    return !this.isHeld && !this.pace.isPaused && !this.current.simulation.isFinished;
  }

  private begin(lastFrame: number): Run {
    const { loaded, seed, run, nowMs, framesPerSecond, tell } = this.options;
    const { scenario } = loaded;
    const simulation = simulate(scenario, {
      ...(seed !== undefined && { seed }),
      ...(run !== undefined && { run }),
      percentiles: scenario.vms.length <= fineVmsMost,
      maxCells: recordedCells,
    });
    const history = new History(simulation);
    const words = new EventWords(simulation);
    const cpu = new LastMinute(simulation);
    const { ioBindings } = simulation;
    const io =
      ioBindings === undefined ? undefined : new LastMinute(simulation, ioBindings, ioBindingWords);
    const { pace } = this;
    const teller = new Teller({
      ...{ simulation, words, pace, tell, lastFrame },
      detailsOf: (entity) => detailsOf(simulation, { cpu, io }, entity),
      frameMs: 1000 / (framesPerSecond ?? usualFramesPerSecond),
    });
    const runner = new Runner({
      ...{ simulation, pace, history, nowMs },
      isAlarm: (event) => words.toneOf(event.type) === 'alarm',
      onStop: () => {
        cpu.note();
        io?.note();
      },
    });
    runner.finishInstant();
    return { simulation, history, runner, teller, words };
  }

  /** Goes on from the beginning, unless somebody had paused it before its end. */
  private restart(): void {
    const { pace, current } = this;
    if (current.simulation.isFinished) pace.resume();
    else if (pace.goal !== undefined) pace.pause();
    this.current = this.begin(current.teller.lastFrame);
    this.current.teller.select(this.selection);
    this.anchor();
    this.options.tell({ type: 'scene', scene: this.scene() });
  }
}
