/**
 * Process of a run that does as it should, but for some commands that no simulator has: `spin`
 * never comes back, `eat` fills the heap, `fill` fills memory beside the heap, `die` throws.
 */
import type { SessionReply } from '@vdcsim/session';
import { beChild } from '../src/processes/in-child.ts';
import { runInChild } from '../src/runs/run-in-child.ts';
import type { RunRequest } from '../src/runs/run-process.ts';

export type Misdeed = 'spin' | 'eat' | 'fill' | 'die';

const parent = beChild<RunRequest, SessionReply>();
runInChild({
  post: (reply) => parent.post(reply),
  onRequest: (listener) =>
    parent.onRequest((request) => {
      if (request.type === 'command') misbehave(request.command.verb);
      listener(request);
    }),
});

function misbehave(verb: Misdeed | (string & {})): void {
  if (verb === 'spin') for (;;);
  if (verb === 'eat') for (const eaten: number[] = []; ; ) eaten.push(eaten.length);
  if (verb === 'fill') {
    for (const filled: Float64Array[] = []; ; ) filled.push(new Float64Array(1 << 20).fill(1));
  }
  if (verb === 'die') throw new Error('a defect for the test');
}
