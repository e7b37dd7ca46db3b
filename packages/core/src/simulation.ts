import { type Inspection, inspect } from './answers/inspection.ts';
import { previewCommand } from './answers/preview.ts';
import { type HostRecovery, recoveriesOf } from './answers/recovery.ts';
import { type StorageEstate, storageEstate } from './answers/storage-estate.ts';
import { type Summary, summarize } from './answers/summary.ts';
import { type Explanation, explain, subjectNamed } from './answers/why.ts';
import { armTimeline, perform } from './commanding.ts';
import { installAll, makeWorld, type Policies } from './datacenter.ts';
import { Engine, SimulatorError } from './engine/index.ts';
import type { Directory } from './inventory/directory.ts';
import type { Command, Scenario } from './inventory/scenario.ts';
import type { World } from './inventory/world.ts';
import { judge } from './judging.ts';
import type {
  Bindings,
  EventLog,
  ExpectationResult,
  Expectations,
  Frame,
  FrameReader,
  MetricStore,
  Recorder,
  RecorderConfig,
  SimulationEvent,
} from './observe/index.ts';
import { type RecordingOptions, startRecording } from './recording.ts';

export interface SimulateOptions extends RecordingOptions {
  /** Instead of the scenario's. */
  readonly seed?: number;
  /** Number of the replication: same seed, other luck. Default 1. */
  readonly run?: number;
  readonly policies?: Policies;
  /** Commands of an earlier run, given again exactly when they were given. */
  readonly replay?: readonly LoggedCommand[];
}

/** A command given from outside, and when: enough to give it again at the same moment. */
export interface LoggedCommand {
  readonly atSeconds: number;
  /** Timers fired before it: tells where in a crowded instant it came. */
  readonly afterEvents: number;
  readonly command: Command;
}

/**
 * A running simulation of one scenario. Same scenario, seed, run and commands: the same event log,
 * to the bit, however it is sliced and whoever watches.
 */
export class Simulation {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly run: number;
  readonly endSeconds: number;
  readonly recorder: Recorder;
  private readonly engine: Engine;
  private readonly world: World;
  private readonly judging: Expectations;
  private readonly log: LoggedCommand[] = [];
  private replay: readonly LoggedCommand[];
  private finished = false;

  /** Prefer `simulate`. @throws SimulatorError for what the loader would have refused */
  constructor(scenario: Scenario, options: SimulateOptions = {}) {
    this.scenario = scenario;
    this.seed = options.seed ?? scenario.seed;
    this.run = options.run ?? 1;
    this.endSeconds = scenario.durationSeconds;
    this.replay = options.replay ?? [];
    this.engine = new Engine({ seed: this.seed, run: this.run });
    this.world = makeWorld(scenario, this.engine, options.policies ?? {});
    installAll(this.world);
    this.recorder = startRecording(this.world, options);
    this.judging = judge(this.world);
    armTimeline(this.world);
  }

  /** Simulated seconds since the start. */
  get nowSeconds(): number {
    return this.engine.nowSeconds;
  }

  /** Timers fired so far: a measure of the work done. */
  get eventCount(): number {
    return this.engine.eventCount;
  }

  get isFinished(): boolean {
    return this.finished;
  }

  get metrics(): MetricStore {
    return this.world.metrics;
  }

  get events(): EventLog {
    return this.world.events;
  }

  /** Names and kinds behind the ids that events carry. */
  get directory(): Pick<Directory, 'all' | 'find' | 'row' | 'nameOf' | 'ofKind'> {
    return this.world.directory;
  }

  get commandLog(): readonly LoggedCommand[] {
    return this.log;
  }

  /** Lets time pass up to and including an instant, at most to the scenario's end. */
  runUntil(timeSeconds: number): void {
    const until = Math.min(timeSeconds, this.endSeconds);
    this.replayUntil(until, Number.POSITIVE_INFINITY);
    this.engine.runUntil(until);
    if (until === this.endSeconds) this.finish();
  }

  /** When something is due next, seconds: now, where this instant is not over. */
  nextEventAtSeconds(): number {
    return this.engine.nextEventAtSeconds();
  }

  /**
   * Lets up to `count` timers fire, none after an instant, and returns how many did. Where none
   * is left until then, time passes up to the instant, which is the scenario's end by default.
   */
  runEvents(count: number, untilSeconds = this.endSeconds): number {
    const { engine } = this;
    const until = Math.min(untilSeconds, this.endSeconds);
    const first = engine.eventCount;
    const target = first + count;
    while (engine.eventCount < target && !this.finished) {
      this.replayUntil(Math.min(engine.nextEventAtSeconds(), until), target);
      if (engine.nextEventAtSeconds() > until) {
        this.runUntil(until);
        break;
      }
      if (engine.eventCount < target) engine.runEvents(1, until);
    }
    return engine.eventCount - first;
  }

  runToEnd(): void {
    this.runUntil(this.endSeconds);
  }

  /**
   * Gives a command now. It enters the command log; one that throws has changed nothing.
   * @throws SimulatorError NO_SUCH_COMMAND, BAD_SELECTOR, NO_MATCH, NOT_SETTABLE, NO_SUCH_NAME,
   * RUN_ENDED
   */
  command(command: Command): void {
    if (this.finished) {
      const message = 'a command came after the end; give it before, or lengthen the duration';
      throw new SimulatorError('RUN_ENDED', message);
    }
    // Whoever acts before time starts finds the VMs where the scenario has them.
    if (this.engine.eventCount === 0) this.engine.runEvents(1);
    const { nowSeconds: atSeconds, eventCount: afterEvents } = this.engine;
    perform(this.world, command, undefined);
    this.log.push({ atSeconds, afterEvents, command });
    this.engine.settle();
  }

  /** Calls the listener with every event from now on; returns what ends that. */
  onEvent(listener: (event: SimulationEvent) => void): () => void {
    return this.world.events.onEvent(listener);
  }

  /** State for drawing: values that cannot reach back into the model. */
  frame(): Frame {
    return this.world.frames.frame();
  }

  /** A viewer of frames, which is told what changed since it looked last. */
  frameReader(): FrameReader {
    return this.world.frames.reader();
  }

  /**
   * Begins a recording beside the scenario's own. Whoever asks for it closes its intervals, at
   * instants that are over: after `runUntil` has come to them. The run stays the same.
   */
  record(config: RecorderConfig): Recorder {
    return this.world.metrics.record(config);
  }

  /** Fingerprint of the event log so far, at full precision. */
  fingerprint(): string {
    return this.world.events.fingerprint();
  }

  /** What came of each expectation. Complete at the end. */
  expectations(): readonly ExpectationResult[] {
    return this.judging.results();
  }

  /** The whole run so far in numbers. */
  summary(): Summary {
    return summarize(this.world, this);
  }

  /** Why an entity is as it is now. @throws SimulatorError NO_SUCH_NAME */
  why(name: string): Explanation {
    return explain(this.world, name);
  }

  /** How an entity stands now. @throws SimulatorError NO_SUCH_NAME */
  inspect(name: string): Inspection {
    return inspect(this.world, subjectNamed(this.world, name));
  }

  /**
   * What a command would do at once, in sentences, without doing it.
   * @throws SimulatorError NO_SUCH_COMMAND, BAD_SELECTOR, NO_MATCH
   */
  preview(command: Command): readonly string[] {
    return previewCommand(this.world, command);
  }

  /** Failed hosts under high availability, and how far their VMs are on their way back. */
  recoveries(): readonly HostRecovery[] {
    return recoveriesOf(this.world);
  }

  /** Storage and networks as they are described; undefined where the scenario has none. */
  storageEstate(): StorageEstate | undefined {
    return storageEstate(this.world);
  }

  /** What binds each VM's CPU, and did so for how long; consumers are indices of VMs. */
  get bindings(): Pick<Bindings, 'current' | 'mark' | 'of'> {
    return this.world.bindings;
  }

  /** The same of each VM's I/O; undefined where there is no I/O channel. */
  get ioBindings(): Pick<Bindings, 'current' | 'mark' | 'of'> | undefined {
    return this.world.ioAnswers?.bindings;
  }

  /** Gives again the logged commands that came before an instant and a count of events. */
  private replayUntil(untilSeconds: number, untilEvents: number): void {
    while (this.replay.length > 0) {
      const next = this.replay[0]!;
      if (next.atSeconds > untilSeconds || next.afterEvents > untilEvents) return;
      this.engine.runEvents(next.afterEvents - this.engine.eventCount);
      if (this.engine.nextEventAtSeconds() > next.atSeconds) this.engine.runUntil(next.atSeconds);
      this.replay = this.replay.slice(1);
      this.command(next.command);
    }
  }

  private finish(): void {
    if (this.finished) return;
    this.finished = true;
    this.recorder.closeInterval(this.engine.nowSeconds);
  }
}

/** Makes a simulation of a scenario, ready at its start. */
export function simulate(scenario: Scenario, options?: SimulateOptions): Simulation {
  return new Simulation(scenario, options);
}
