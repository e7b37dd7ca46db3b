import type { Binding, BindingMark, Simulation } from '@vdcsim/core';
import type { Bound } from '@vdcsim/protocol';

/** What "lately" is, seconds of simulated time. */
const lastSeconds = 60;
/** Marks are at least so far from each other, seconds. */
const markSeconds = 5;

/** What bound each VM during the last minute. Cost: a copy of all sums every few seconds. */
export class LastMinute {
  private readonly simulation: Simulation;
  private readonly bindings: Simulation['bindings'];
  private readonly wordsOf: (word: string, name: string) => string;
  /** Oldest first; the first one is a minute old, or the beginning. */
  private readonly marks: BindingMark[] = [];
  private spare: BindingMark | undefined = undefined;

  /** @param bindings of the VMs' CPU, unless they are given with words of their own */
  constructor(
    simulation: Simulation,
    bindings: Simulation['bindings'] = simulation.bindings,
    wordsOf = bindingWords,
  ) {
    this.simulation = simulation;
    this.bindings = bindings;
    this.wordsOf = wordsOf;
    this.marks.push(bindings.mark());
  }

  /** Time has come to an instant at which a mark can be made. */
  note(): void {
    const { marks, simulation } = this;
    const { nowSeconds } = simulation;
    if (nowSeconds - marks.at(-1)!.nowSeconds < markSeconds) return;
    marks.push(this.bindings.mark(this.spare));
    this.spare = undefined;
    while (marks.length > 1 && marks[1]!.nowSeconds <= nowSeconds - lastSeconds) {
      this.spare = marks.shift();
    }
  }

  /** Of a VM by its index, the longest first. Empty: it was not on. */
  boundBy(vm: number): Bound[] {
    const { marks, simulation } = this;
    const from = simulation.nowSeconds - lastSeconds;
    let at = marks.length - 1;
    while (at > 0 && marks[at]!.nowSeconds > from) at--;
    return this.bindings.of(vm, marks[at]).map((binding) => this.told(binding));
  }

  private told({ word, entity, fraction }: Binding): Bound {
    const name = entity === undefined ? '' : this.simulation.directory.nameOf(entity);
    return { by: this.wordsOf(word, name), fraction, isShortage: word !== 'demand' };
  }
}

function bindingWords(word: string, name: string): string {
  switch (word) {
    case 'demand':
      return 'its own wish';
    case 'vcpus':
      return 'its number of vCPUs';
    case 'limit':
      return 'its limit';
    case 'pool':
      return `the limit of pool ${name}`;
    case 'shares':
      return `${name}'s CPU`;
    default:
      return word;
  }
}

/** The same for what binds the I/O of VMs. */
export function ioBindingWords(word: string, name: string): string {
  switch (word) {
    case 'demand':
      return 'its own wish';
    case 'guest-queue':
      return 'its own disk queue';
    case 'host-queue':
      return `the queue on ${name}`;
    case 'limit':
      return `the I/O limit of ${name}`;
    case 'stalled':
      return `${name}, which does not answer`;
    case 'disks':
      return `the disks of ${name}`;
    case 'paths':
      return `the paths to ${name}`;
    default:
      return name === '' ? word : name;
  }
}
