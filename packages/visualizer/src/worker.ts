/** The whole of the page's worker: a session behind the worker's messages. */
import { runSessionIn, type SessionRequest } from '@vdcsim/session';

/** The global scope of a worker; the page's types know it as a window. */
const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<SessionRequest>) => void) | null;
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
};

runSessionIn({
  onMessage: (listener) => {
    scope.onmessage = ({ data }) => listener(data);
  },
  post: (reply, transfer) => scope.postMessage(reply, transfer),
  setTimer: (callback, milliseconds) => {
    setTimeout(callback, milliseconds);
  },
  nowMs: () => performance.now(),
});
