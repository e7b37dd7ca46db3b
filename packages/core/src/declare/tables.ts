/** Rows that a mechanism adds to the product's tables: metrics, events, commands, errors. */

export interface MetricSpec {
  /** `entity.group.quantityUnit`, as in the field: `vm.cpu.readyPercent`. */
  readonly name: string;
  /** Kind of entity that has it: 'vm', 'host' ... */
  readonly entity: string;
  /**
   * gauge: a value that holds until it changes, averaged over time.
   * integral: the growth of the integral of a rate (seconds of downtime).
   * count: things that happen at instants, added up.
   * sample: a value for each thing that happens (the wait of a job), averaged over the things.
   */
  readonly kind: 'gauge' | 'integral' | 'count' | 'sample';
  /** `MHz`, `%`, `s`, `MiB`, `MB/s`, `1`. */
  readonly unit: string;
  readonly doc: string;
  /** vSphere performance counter of the same meaning, if there is one. */
  readonly vsphere?: string;
  /** esxtop column of the same meaning, if there is one. */
  readonly esxtop?: string;
}

export interface EventSpec {
  /** `subject.pastTense`. */
  readonly type: string;
  readonly entity: string;
  readonly doc: string;
  /**
   * How it is told. alarm: something broke; warning: somebody suffers; good: something healed.
   * Absent: plainly.
   */
  readonly tone?: 'alarm' | 'warning' | 'good';
  /** Meaning of each datum, by name. */
  readonly data?: Readonly<Record<string, string>>;
}

/** A state that `expect: { state: ... }` can ask for. */
export interface StateSpec {
  /** `vm.power`. */
  readonly name: string;
  readonly entity: string;
  readonly words: readonly string[];
  readonly doc: string;
}

export interface CommandSpec {
  readonly verb: string;
  /** Kinds of entity that its selector may match. */
  readonly of: readonly string[];
  readonly doc: string;
  /** By kind: states of the frames' tables in which it does something. Absent: in all. */
  readonly inStates?: Readonly<Record<string, readonly string[]>>;
  /** Further keys of the command. */
  readonly keys?: Readonly<Record<string, import('./keys.ts').KeySpec>>;
  /** Kinds that a key is for, where several mechanisms share a verb; others refuse it. */
  readonly kindsOfKey?: Readonly<Record<string, readonly string[]>>;
}

export interface ErrorSpec {
  readonly code: string;
  readonly doc: string;
  /** What the user does about it. */
  readonly remedy: string;
}
