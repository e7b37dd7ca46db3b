import type { Tone } from './scene.ts';

/** One event, as the log shows it. */
export interface WireEvent {
  readonly id: number;
  readonly timeSeconds: number;
  /** `subject.pastTense`. */
  readonly type: string;
  readonly tone: Tone;
  /** Entity. */
  readonly subject: number;
  readonly others: readonly number[];
  /** Id of the event because of which it happened; absent: a root cause. */
  readonly cause?: number;
  /** The whole in words: "no room: 2 GiB asked, 1 GiB free on the best host". */
  readonly words: string;
}

/** Density of events and what is worth a tick, over the whole duration. */
export interface TimelineState {
  readonly binSeconds: number;
  /** Events by bin, from time 0 to now. */
  readonly counts: readonly number[];
  /** Alarms, and what was done to the run by the timeline or by hand; at most some hundred. */
  readonly marks: readonly TimelineMark[];
}

export interface TimelineMark {
  readonly atSeconds: number;
  readonly event: number;
  readonly tone: Tone;
  /** Short: "esx03 fails". */
  readonly label: string;
}

/** One metric of one entity over time. Places of the arrays are kept intervals. */
export interface HistorySeries {
  readonly metric: string;
  readonly unit: string;
  readonly fromSeconds: readonly number[];
  readonly toSeconds: readonly number[];
  /** Null: it did not apply. */
  readonly mean: readonly (number | null)[];
  readonly max: readonly (number | null)[];
}

/** What the inspector shows of the selected entity; sent with the frames, some times a second. */
export interface Details {
  readonly entity: number;
  readonly atSeconds: number;
  /** What bound it during the last minute of simulated time, the longest first. Empty: not known. */
  readonly boundBy: readonly Bound[];
  /** One sentence that says how it stands: "Looks busy, is not being served." Empty: nothing to say. */
  readonly verdict: string;
  /** What would help, or what it suffers from, in further sentences. */
  readonly advice: readonly string[];
  /** Guest beside host, row by row: what each of them sees. VMs only. */
  readonly views: readonly GuestBesideHost[];
  /** Further facts in reading order, words and value with unit: ['Shares', 'normal, 1 000']. */
  readonly facts: readonly (readonly [label: string, value: string])[];
}

export interface Bound {
  /** "esx01's CPU", "its limit", "its own wish". */
  readonly by: string;
  /** 0 to 1, of the time in which it was known. */
  readonly fraction: number;
  /** Whether it is held below what it wants. */
  readonly isShortage: boolean;
}

export interface GuestBesideHost {
  /** `CPU`. */
  readonly resource: string;
  /** "92 % busy". */
  readonly guestSees: string;
  /** Parts of the bar of what the host knows, in order; fractions that add up to 1. */
  readonly hostKnows: readonly {
    /** `run`, `ready`, `co-stop`, `idle`. */
    readonly word: string;
    readonly fraction: number;
    readonly text: string;
  }[];
}

/** The clock of high availability over a failed host. */
export interface Recovery {
  /** Row of the host. */
  readonly host: number;
  readonly failedAtSeconds: number;
  /** Expected while it has not come to pass. */
  readonly declaredDeadAtSeconds: number;
  readonly isDeclaredDead: boolean;
  /** Of the host's VMs: those that wait, boot, or are up again, in order of restart. */
  readonly queue: readonly RecoveringVm[];
}

export interface RecoveringVm {
  /** Row of the VM. */
  readonly vm: number;
  readonly priority: string;
  readonly phase: 'undetected' | 'queued' | 'noRoom' | 'booting' | 'up';
  /** Row of the host on which it boots or runs; -1: none. */
  readonly host: number;
  /** Of the boot, 0 to 1. */
  readonly bootFraction: number;
  /** When it was up or is expected to be; absent: nobody knows. */
  readonly upAtSeconds?: number;
  /** Why it waits: "no room: ...". */
  readonly reason: string;
}

/** The answer to "why". */
export interface Explained {
  readonly entity: number;
  readonly atSeconds: number;
  readonly parts: readonly { readonly topic: string; readonly lines: readonly string[] }[];
}
