import { type Summary, summarize } from './answers/summary.ts';
import { type Explanation, explain } from './answers/why.ts';
import { installAll } from './datacenter.ts';
import type { RecordSpec } from './declare/index.ts';
import { assert, Engine, Phase, SimulatorError } from './engine/index.ts';
import { Directory } from './inventory/directory.ts';
import { cpuBindingWords } from './inventory/entities.ts';
import type { PlacementPolicy } from './inventory/placement-port.ts';
import type { Command, Scenario, SetChange } from './inventory/scenario.ts';
import type { RestartOrder } from './inventory/service-ports.ts';
import { World } from './inventory/world.ts';
import { judge } from './judging.ts';
import {
  Bindings,
  EventLog,
  type ExpectationResult,
  type Expectations,
  type Frame,
  FrameSource,
  MetricStore,
  type Recorder,
  type SimulationEvent,
  type Stat,
} from './observe/index.ts';

/** Policies of the user's own; absent ones are ours. */
export interface Policies {
  /** Chooses hosts for VMs, at the start and for restarts. */
  readonly placement?: PlacementPolicy;
  /** Orders restarts before priority and name do. */
  readonly restartOrder?: RestartOrder;
}

export interface SimulateOptions {
  /** Instead of the scenario's. */
  readonly seed?: number;
  /** Number of the replication: same seed, other luck. Default 1. */
  readonly run?: number;
  readonly policies?: Policies;
  /** Instead of what the scenario records. */
  readonly record?: Partial<RecordSpec>;
  /** Statistics kept of each interval. Default mean, min and max. */
  readonly stats?: readonly Stat[];
  /** Whether percentiles over time are kept of all that is recorded. Default true. */
  readonly percentiles?: boolean;
  /** False: intervals are told to `recorder.onRow` and not kept. Default true. */
  readonly keepIntervals?: boolean;
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
    this.armTimeline();
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
  get directory(): Pick<Directory, 'find' | 'row' | 'nameOf' | 'ofKind'> {
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

  /** Lets up to `count` timers fire; returns how many did before the end was reached. */
  runEvents(count: number): number {
    const first = this.engine.eventCount;
    const target = first + count;
    while (this.engine.eventCount < target && !this.finished) {
      this.replayUntil(this.engine.nextEventAtSeconds(), target);
      if (this.engine.nextEventAtSeconds() > this.endSeconds) this.runUntil(this.endSeconds);
      else if (this.engine.eventCount < target) this.engine.runEvents(1);
    }
    return this.engine.eventCount - first;
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
    this.perform(command, undefined);
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

  private armTimeline(): void {
    for (const timed of this.scenario.timeline) {
      const { atSeconds, everySeconds } = timed;
      let turn = 0;
      const timer = this.engine.createTimer(
        Phase.failure,
        () => {
          this.perform(timed, timed.note);
          if (everySeconds === undefined) return;
          turn++;
          this.engine.arm(timer, atSeconds + turn * everySeconds);
        },
        0,
        `timeline ${timed.verb}`,
      );
      this.engine.arm(timer, atSeconds);
    }
  }

  private perform(command: Command, note: string | undefined): void {
    const { commands, events, directory } = this.world;
    const { verb, of, options } = command;
    if (verb === 'set') {
      const changes = options.changes as readonly SetChange[];
      for (const change of changes) {
        for (const name of change.names) this.checkName(change.kind, name);
        commands.checkSet(change);
      }
      const cause = events.emit('command.given', estateId, {
        data: note === undefined ? { verb } : { verb, note },
      });
      for (const change of changes) commands.performSet(change, cause);
      return;
    }
    const kinds = commands.kindsOf(verb);
    const targets = this.world.select(of ?? '', kinds);
    const data = { verb, of: of ?? '', ...(note !== undefined && { note }) };
    const others = targets.slice(0, 100).map((row) => row.id);
    assert(directory.count > 0, 'a command was given to an empty world');
    const cause = events.emit('command.given', estateId, { others, data });
    commands.perform(verb, { targets, options, cause });
  }

  private checkName(kind: string, name: string): void {
    if (this.world.directory.find(name)?.kind === kind) return;
    throw new SimulatorError('NO_SUCH_NAME', `no ${kind} is called "${name}"`);
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

/** Id of the entity that stands for everything: the first one that is registered. */
const estateId = 0;

function makeWorld(scenario: Scenario, engine: Engine, policies: Policies): World {
  const directory = new Directory();
  directory.add('estate', 'estate');
  const nameOf = (id: number): string => directory.nameOf(id);
  const world = new World({
    scenario,
    engine,
    directory,
    metrics: new MetricStore(engine),
    events: new EventLog({ clock: engine, nameOf }),
    bindings: new Bindings({
      clock: engine,
      consumers: scenario.vms.length,
      words: cpuBindingWords,
    }),
    frames: new FrameSource(engine),
  });
  world.placement = policies.placement;
  world.restartOrder = policies.restartOrder;
  return world;
}

/** Starts the recorder and the timer that closes its intervals. */
function startRecording(world: World, options: SimulateOptions): Recorder {
  const record: RecordSpec = { ...world.scenario.record, ...options.record };
  const entities = record.of === undefined ? undefined : recordedEntities(world, record.of);
  const recorder = world.metrics.record({
    metrics: record.metrics,
    entities,
    intervalSeconds: record.intervalSeconds,
    stats: options.stats ?? ['mean', 'min', 'max'],
    percentiles: options.percentiles ?? true,
    keep: options.keepIntervals ?? true,
  });
  let interval = 1;
  const { engine } = world;
  const timer = engine.createTimer(
    Phase.sample,
    () => {
      recorder.closeInterval(engine.nowSeconds);
      interval++;
      engine.arm(timer, interval * record.intervalSeconds);
    },
    0,
    'recording',
  );
  engine.arm(timer, record.intervalSeconds);
  return recorder;
}

/** Indices of the selected entities by kind; kinds of which none is selected are empty. */
function recordedEntities(world: World, selector: string): Record<string, Int32Array> {
  const kinds = ['host', 'vm', 'pool', 'cluster', 'datastore'];
  const rows = world.select(selector, kinds);
  const entities: Record<string, Int32Array> = {};
  for (const kind of kinds) {
    entities[kind] = Int32Array.from(
      rows.filter((row) => row.kind === kind),
      (row) => row.index,
    );
  }
  return entities;
}

/** Makes a simulation of a scenario, ready at its start. */
export function simulate(scenario: Scenario, options?: SimulateOptions): Simulation {
  return new Simulation(scenario, options);
}
