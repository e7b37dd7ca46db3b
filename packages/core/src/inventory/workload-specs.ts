import type { Quantity } from '../declare/index.ts';
import type { DistributionSpec, Sampler, SamplerWithMean } from '../engine/distributions.ts';
import type { StageSpec } from './job-specs.ts';

export interface DemandSpec {
  /** MHz, or a fraction (`percent`) of the VM's own vCPUs at its host's speed. */
  readonly cpu: Quantity;
  readonly io?: IoDemandSpec;
  /** Bytes to somewhere outside, and from there, MB/s. */
  readonly sendMBps?: number;
  readonly receiveMBps?: number;
}

/** I/O that a VM wishes for; rates are I/Os a second (`iops`) or MB/s (`rate`). */
export interface IoDemandSpec {
  readonly read?: Quantity;
  readonly write?: Quantity;
  readonly blockSizeMiB: number;
  /** Operations that do not follow the one before, 0 to 1. */
  readonly randomFraction: number;
  /** Operations that it keeps outstanding, at least 1. */
  readonly outstanding?: number;
  /** Name of one of its disks. Absent: the first. */
  readonly disk?: string;
}

/**
 * Demand samples for many VMs at a common period, from a trace or from code.
 * `columnOf` deals a column to each VM that replays the source, in name order.
 */
export interface TraceSource {
  readonly periodSeconds: number;
  /** Number of samples in a column; Infinity for a generated source. */
  readonly length: number;
  /** Number of columns; VM number i of the workload takes column i modulo this. */
  readonly columns: number;
  /** Fraction of the VM's vCPUs, or MHz with `unit`. Called once per column and index, in order. */
  readonly sample: (column: number, index: number) => number;
  /**
   * The same for many columns at once, for speed: `samples[i]` becomes the sample of `columns[i]`.
   * Default: `sample` is called for each.
   */
  readonly fill?: (samples: Float64Array, columns: Int32Array, index: number) => void;
  readonly unit: 'fraction' | 'MHz';
}

/** Users of an application in a VM: each thinks, asks, and waits for the answer. */
export interface UsersSpec {
  readonly name: string;
  readonly kind: 'users';
  /** Of each VM, at least 1. */
  readonly users: number;
  /** Seconds. Only the mean counts. */
  readonly think: DistributionSpec | SamplerWithMean;
  /** Stages are added up; of distributions only the mean counts. */
  readonly transaction: readonly TransactionStageSpec[];
}

/** A stage of a transaction: work and waits, done `times` times in the mean. */
export interface TransactionStageSpec extends Omit<StageSpec, 'cpu' | 'wait' | 'runOn'> {
  readonly cpu?: {
    readonly unit: 'coreSeconds' | 'megacycles';
    readonly amount: DistributionSpec | SamplerWithMean;
  };
  readonly wait?: DistributionSpec | SamplerWithMean;
}

export type WorkloadSpec =
  | UsersSpec
  | { readonly name: string; readonly kind: 'steady'; readonly demand: DemandSpec }
  | {
      readonly name: string;
      readonly kind: 'diurnal';
      readonly low: DemandSpec;
      readonly high: DemandSpec;
      /** Seconds after midnight. */
      readonly peakAtSeconds: number;
    }
  | {
      readonly name: string;
      readonly kind: 'bursty';
      readonly low: DemandSpec;
      readonly high: DemandSpec;
      readonly burst: DistributionSpec | Sampler;
      readonly pause: DistributionSpec | Sampler;
    }
  | {
      readonly name: string;
      readonly kind: 'phases';
      readonly phases: readonly { readonly forSeconds: number; readonly demand: DemandSpec }[];
    }
  | {
      readonly name: string;
      readonly kind: 'trace';
      readonly source: TraceSource;
      readonly replay: 'lose' | 'stretch';
    };
