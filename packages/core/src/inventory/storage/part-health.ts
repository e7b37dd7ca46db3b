/** Words for how a part is, in the order of the numbers in frames. */
export const partStates = ['working', 'failed', 'hung', 'slow'] as const;
export type PartState = (typeof partStates)[number];

/** What is wrong with a part of storage or network. Faults write it, the I/O channel obeys. */
export class PartHealth {
  /** It is dead, and says so: links go down, errors come back. */
  isFailed = false;
  /** It answers nothing and nobody is told. */
  isHung = false;
  /** Part of its speed that is left, above 0 to 1. */
  speedFraction = 1;

  /** Whether I/O gets through. */
  get isUp(): boolean {
    return !this.isFailed && !this.isHung;
  }

  get state(): PartState {
    if (this.isFailed) return 'failed';
    if (this.isHung) return 'hung';
    return this.speedFraction < 1 ? 'slow' : 'working';
  }
}
