/**
 * How a mechanism declares its keys of the scenario language: plain data, no parser.
 * The package `scenario` compiles these declarations to validators and to the JSON Schema;
 * the reference pages are generated from them.
 */

/** What a bare quantity measures. The typed scenario holds it in the unit named here. */
export type Dimension =
  | 'duration' // seconds
  | 'size' // MiB
  | 'rate' // MB/s, 10^6 bytes
  | 'iops' // I/Os per second
  | 'frequency' // MHz
  | 'percent' // fraction of the owner's whole: 40% is 0.4
  | 'work'; // { coreSeconds } or { megacycles }, see Quantity

/** A quantity whose dimension is chosen by its author, in the unit of its dimension. */
export interface Quantity {
  readonly dimension: Dimension | 'number';
  readonly value: number;
}

/** The form of a value. */
export type ValueType =
  | { readonly form: 'text' }
  | { readonly form: 'boolean' }
  | { readonly form: 'integer'; readonly min?: number; readonly max?: number }
  | { readonly form: 'number'; readonly min?: number; readonly max?: number }
  /** One quantity of one dimension; the typed value is a number in the dimension's unit. */
  | QuantityType
  /** A quantity of one of several dimensions; the typed value is a Quantity. */
  | {
      readonly form: 'quantities';
      readonly dimensions: readonly (Dimension | 'number')[];
      readonly min?: number;
    }
  /** One word of a list. `open` names the kind of plug-in that may add words. */
  | { readonly form: 'word'; readonly words: readonly string[]; readonly open?: 'policy' }
  /** One word, or a bare number: shares `normal` or `2000`. */
  | { readonly form: 'wordOrNumber'; readonly words: readonly string[]; readonly min?: number }
  /** Reference to one entity of a kind, or of either of two, by its name. */
  | { readonly form: 'name'; readonly of: string; readonly or?: string }
  /** References, dealt out in turn to the members of a name range. */
  | { readonly form: 'dealtName'; readonly of: string }
  /** The name of a new entity, or a range of names. */
  | { readonly form: 'newName' }
  /** Selector over entities of these kinds; the typed value is its text (checked, canonical). */
  | { readonly form: 'selector'; readonly of: readonly string[] }
  /** An instant: typed value in seconds after the scenario's start. */
  | { readonly form: 'when' }
  /** A time of day: typed value in seconds after midnight. */
  | { readonly form: 'timeOfDay' }
  /** A calendar date and time: typed value in seconds since 1970-01-01 00:00, no time zone. */
  | { readonly form: 'calendar' }
  /** A window: typed value WindowSpec. */
  | { readonly form: 'window' }
  /** A file or folder name, resolved beside the scenario, then in the data folder. */
  | { readonly form: 'file' }
  /** A distribution or a constant: typed value DistributionSpec (engine). */
  | { readonly form: 'distribution'; readonly dimension: Dimension }
  /** A series in steps, or a constant: typed value SeriesSpec. */
  | { readonly form: 'series'; readonly dimension: Dimension }
  /** An object of a named shape. */
  | { readonly form: 'shape'; readonly shape: string }
  /** A list; a map in a list takes a `name` where its shape has one. */
  | { readonly form: 'list'; readonly item: ValueType }
  /** A list, where one element may stand alone: `of: web*` or `of: [web*, db*]`. */
  | { readonly form: 'oneOrList'; readonly item: ValueType }
  /** A map from any key of a kind to values. */
  | { readonly form: 'map'; readonly key: 'text' | 'path'; readonly value: ValueType }
  /** Anything: judged by whoever reads it. */
  | { readonly form: 'any' };

export interface QuantityType {
  readonly form: 'quantity';
  readonly dimension: Dimension;
  /** Smallest allowed value in the dimension's unit; `exclusiveMin` refuses the bound itself. */
  readonly min?: number;
  readonly exclusiveMin?: boolean;
  readonly max?: number;
}

/** A default: as it would be written in the language, and where it comes from. */
export interface DefaultSpec {
  readonly value: string | number | boolean;
  /** Source short name (MODELS), `assumption: ...`, or `platform` for a platform's own value. */
  readonly source: string;
}

export interface KeySpec {
  readonly type: ValueType;
  /** Name of the property in the typed scenario, with its unit: `memoryMiB`. Default: the key. */
  readonly as?: string;
  readonly required?: true;
  readonly default?: DefaultSpec;
  /** One or two sentences for hover help and the reference page. */
  readonly doc: string;
  /** Says whether a running simulation honours `set` on this key. */
  readonly settable?: true;
  /** Only with these words of the shape's `kind`. Absent: with all. */
  readonly kinds?: readonly string[];
}

/** A part that nobody writes: `name`, or, counted by the number under a key, `name1`, `name2` ... */
export interface ImpliedPart {
  readonly kind: string;
  readonly name: string;
  readonly countedBy?: string;
}

/** Keys that a mechanism adds to a shape of the language (`Scenario` is the top level). */
export interface ShapeSpec {
  readonly shape: string;
  readonly doc?: string;
  /** Set where the shape's objects are named entities of this kind. */
  readonly entity?: string;
  /**
   * Set where the names are good within what holds them; in full they follow its name and a colon:
   * `node1:part2`. References within the same holder use the short name.
   */
  readonly part?: true;
  /** Parts that its objects have without being written, for selectors to name. */
  readonly implies?: readonly ImpliedPart[];
  readonly keys: Readonly<Record<string, KeySpec>>;
}

/** A window of simulated time. Recurring windows are in seconds after midnight. */
export interface WindowSpec {
  readonly recursDaily: boolean;
  readonly fromSeconds: number;
  /** `Infinity` stands for the end of the run. */
  readonly toSeconds: number;
}

/** A series in steps after the start; `repeatSeconds` starts it anew. */
export interface SeriesSpec {
  readonly steps: readonly { readonly afterSeconds: number; readonly value: number }[];
  readonly repeatSeconds?: number;
}
