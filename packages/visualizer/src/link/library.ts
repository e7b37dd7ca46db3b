import type { Problem } from '../state/problems.ts';
import type { Link, Listener } from './link.ts';

/** A scenario that comes with vdcsim. */
export interface Shipped {
  readonly id: string;
  readonly name: string;
  /** What it is about, in a sentence. */
  readonly about: string;
  /** Why it cannot be run here; undefined: it can. */
  readonly problem?: string;
}

/** A file that somebody dropped on the page. */
export interface DroppedFile {
  readonly name: string;
  readonly text: string;
}

/** Opens a link to a run, once it is known who listens. */
export type OpenLink = (listener: Listener) => Link;

/** Where scenarios come from and where they run. */
export interface Library {
  readonly place: 'server' | 'page';
  /**
   * What is shown at once: a run that somebody gave away, else the first.
   * @param run from the address
   */
  first(run: string | undefined): Promise<OpenLink>;
  /** @throws Error in words for people when the list cannot be had */
  list(): Promise<readonly Shipped[]>;
  /** A new run of a scenario of the list. */
  begin(id: string): Promise<OpenLink>;
  /** @throws ProblemFound when the file is wrong */
  beginFile(file: DroppedFile): Promise<OpenLink>;
}

/** A dropped file is wrong; `problem` says where and how. */
export class ProblemFound extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'ProblemFound';
    this.problem = problem;
  }
}
