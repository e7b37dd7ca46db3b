/** Entry of the process of one run. */
import type { OpenRequest, SessionRequest } from '@vdcsim/session';
import { beChild } from '../processes/in-child.ts';
import { runInChild } from './run-in-child.ts';

/** What the process of a run is asked: what any session is, whose files may lie on disk. */
export type RunRequest = Exclude<SessionRequest, OpenRequest> | OpenRunRequest;

export interface OpenRunRequest extends OpenRequest {
  /** Absent: the scenario sees nothing but the files of the request. */
  readonly disk?: { readonly dataFolder: string | undefined };
}

runInChild(beChild());
