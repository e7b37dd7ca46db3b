import { none } from './instances.ts';
import type { JobType, Stage } from './job-type.ts';

/** What is out of the ordinary about a job, as bits. */
export const Trait = {
  /** It takes places on a VM, and waits for them in line. */
  queues: 1,
  /** It comes after others. */
  awaits: 2,
  /** Others come after it. */
  isAwaited: 4,
  /** Each arrival, start and end is an event. */
  isTold: 8,
  hasDeadline: 16,
  hasCheckpoints: 32,
} as const;

/**
 * What every arrival, start and end asks of its job, in columns: with many jobs their objects lie
 * far apart in memory, and most events need no more than these few bits.
 */
export class JobTable {
  /** By job: bits of `Trait`. */
  readonly traits: Uint8Array;
  /** By job: place of its first stage in `stages`, and how many it has. */
  readonly firstStage: Int32Array;
  readonly stageCount: Int32Array;
  /** The VM on which its stages run that name none; `none` where there is a choice. */
  readonly soleVm: Int32Array;
  /** Stages of all jobs, those of one job side by side. */
  readonly stages: readonly Stage[];

  constructor(types: readonly JobType[]) {
    this.traits = Uint8Array.from(types, traitsOf);
    this.soleVm = Int32Array.from(types, ({ candidates }) =>
      candidates.length === 1 ? candidates[0]! : none,
    );
    this.stages = types.flatMap((type) => type.stages);
    this.stageCount = Int32Array.from(types, (type) => type.stages.length);
    this.firstStage = new Int32Array(types.length);
    for (let job = 1; job < types.length; job++) {
      this.firstStage[job] = this.firstStage[job - 1]! + this.stageCount[job - 1]!;
    }
  }

  has(job: number, trait: number): boolean {
    return (this.traits[job]! & trait) !== 0;
  }
}

function traitsOf(type: JobType): number {
  let traits = 0;
  if (type.queues) traits |= Trait.queues;
  if (type.after.length > 0) traits |= Trait.awaits;
  if (type.followers.length > 0) traits |= Trait.isAwaited;
  if (type.isTold) traits |= Trait.isTold;
  if (type.spec.deadlineSeconds !== undefined) traits |= Trait.hasDeadline;
  if (type.checkpoint !== undefined) traits |= Trait.hasCheckpoints;
  return traits;
}
