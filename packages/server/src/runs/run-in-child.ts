import { diskFiles } from '@vdcsim/exchange';
import { memoryFiles } from '@vdcsim/scenario';
import { runSessionIn, type SessionReply } from '@vdcsim/session';
import type { ParentPort } from '../processes/in-child.ts';
import type { OpenRunRequest, RunRequest } from './run-process.ts';

/** Runs a session in this process, behind the way to the server. */
export function runInChild(parent: ParentPort<RunRequest, SessionReply>): void {
  runSessionIn({
    onMessage: (listener) => parent.onRequest(listener),
    post: (reply) => parent.post(reply),
    setTimer(callback, milliseconds) {
      if (milliseconds <= 0) setImmediate(callback);
      else setTimeout(callback, milliseconds);
    },
    nowMs: () => performance.now(),
    filesOf({ files, disk }: OpenRunRequest) {
      return disk === undefined ? memoryFiles(files) : diskFiles(disk.dataFolder);
    },
  });
}
