import { readFileSync } from 'node:fs';
import type { KeyFrame } from '@vdcsim/protocol';
import { FrameState } from '@vdcsim/protocol';
import { type OpenedScenario, openScenario } from './open-scenario.ts';
import { Session } from './session.ts';
import type { SessionMessage } from './session-messages.ts';
import type { SessionOptions } from './session-options.ts';

/** A scenario that is shipped, by its file's name. */
export function shipped(file: string): OpenedScenario {
  const path = new URL(`../../../scenarios/${file}`, import.meta.url);
  return openScenario(file, { [file]: readFileSync(path, 'utf8') });
}

/** Two hosts that carry eight VMs, one of which dies after 600 s. */
export const smallLab = `vdcsim: 1
name: Small lab
start: 2007-01-01 00:00
duration: 30 min
hosts: [{ name: esx01..02, memory: 4 GiB }]
clusters: [{ name: lab, hosts: esx*, ha: {} }]
workloads: [{ name: office, kind: steady, demand: { cpu: 20% } }]
vms: [{ name: web01..08, memory: 512 MiB, cluster: lab, workload: office }]
timeline: [{ at: +10 min, fail: esx02, note: The hour of truth }]
`;

const bursts = '{ dist: exponential, mean: 20 s }';
/** The same in a shorter time and with chance in it: bursts of demand, and jobs that arrive. */
export const livelyLab = `${smallLab
  .replace('30 min', '12 min')
  .replace(
    'kind: steady, demand: { cpu: 20% }',
    `kind: bursty, low: { cpu: 5% }, high: { cpu: 90% }, burst: ${bursts}, pause: ${bursts}`,
  )}
jobs: [{ name: mail, runOn: web0*, arrivals: { interarrival: ${bursts} }, stages: [{ cpu: 3 s }] }]
`;

export function opened(text: string): OpenedScenario {
  return openScenario('lab.yaml', { 'lab.yaml': text });
}

/** A clock that goes on by itself whenever somebody looks, as if computing took time. */
export interface FakeClock {
  nowMs: number;
  /** Milliseconds that pass with each look. */
  perLook: number;
}

/** A session with a clock of its own and everything that it told. */
export class Watched {
  readonly clock: FakeClock;
  readonly told: SessionMessage[] = [];
  readonly state = new FrameState();
  readonly session: Session;
  /** Wall-clock instants of the frames. */
  readonly frameAtMs: number[] = [];
  budgetMs: number | undefined = undefined;

  constructor(
    scenario: OpenedScenario,
    options: Partial<SessionOptions> = {},
    clock: FakeClock = { nowMs: 1e6, perLook: 0.01 },
  ) {
    this.clock = clock;
    this.session = new Session({
      ...scenario,
      ...options,
      nowMs: () => {
        clock.nowMs += clock.perLook;
        return clock.nowMs;
      },
      tell: (message) => this.take(message),
    });
  }

  private take(message: SessionMessage): void {
    this.told.push(message);
    if (message.type !== 'frame') return;
    this.state.apply(message.frame);
    this.frameAtMs.push(this.clock.nowMs);
  }

  /** Advances once; returns what the session wants to wait. */
  once(): number {
    const waitMs = this.session.advance(this.budgetMs);
    if (Number.isFinite(waitMs)) this.clock.nowMs += waitMs;
    return waitMs;
  }

  /** Advances until nothing is going to happen, or the wall clock has gone on so far. */
  play(forMs = Number.POSITIVE_INFINITY): void {
    const untilMs = this.clock.nowMs + forMs;
    while (this.clock.nowMs < untilMs) {
      if (this.once() === Number.POSITIVE_INFINITY) return;
    }
  }

  of<Type extends SessionMessage['type']>(
    type: Type,
  ): Extract<SessionMessage, { readonly type: Type }>[] {
    const isOf = (
      message: SessionMessage,
    ): message is Extract<SessionMessage, { readonly type: Type }> => message.type === type;
    return this.told.filter(isOf);
  }

  /** Number of the entity of a name. */
  id(name: string): number {
    return this.session.simulation.directory.find(name)!.id;
  }

  /** What a viewer who came now would see. */
  wholeFrame(): KeyFrame['tables'] {
    return this.session.simulation.frame().tables;
  }
}
