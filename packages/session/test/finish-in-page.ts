import {
  openScenario,
  runSessionIn,
  type ScenarioFiles,
  type SessionReply,
  type SessionRequest,
} from '@vdcsim/session';

/** How a session ended, in a page or in Node: what must be equal in both. */
export interface Ending {
  readonly fingerprint: string;
  readonly hasFrames: boolean;
  readonly events: number;
}

/**
 * Watches a scenario to its end at a pace and with a command given by hand, with the clock and the
 * timers of wherever it runs.
 */
export function watchToEnd(files: ScenarioFiles): Promise<Ending> {
  const file = Object.keys(files)[0]!;
  const host = openScenario(file, files).loaded.scenario.hosts[0]!.name;
  return new Promise((resolve, reject) => {
    let hasFrames = false;
    let hasFailed = false;
    let send: (request: SessionRequest) => void = () => {};
    const act = (): void => {
      if (hasFailed) return;
      hasFailed = true;
      send({ type: 'command', id: 2, command: { verb: 'fail', of: host } });
      send({ type: 'control', id: 3, control: { do: 'speed', speed: 'max' } });
      send({ type: 'control', id: 4, control: { do: 'resume' } });
    };
    const receive = (reply: SessionReply): void => {
      if (reply.type === 'frame') hasFrames = true;
      if (reply.type === 'refused') reject(new Error(reply.wrong.message));
      if (reply.type === 'broken') reject(new Error(reply.message.wrong.message));
      if (reply.type !== 'told' || reply.message.type !== 'status') return;
      const { isFinished, isPaused, fingerprint, eventCount } = reply.message;
      if (isFinished) resolve({ fingerprint, hasFrames, events: eventCount });
      else if (isPaused) setTimeout(act, 0);
    };
    runSessionIn({
      onMessage: (listener) => {
        send = listener;
      },
      post: receive,
      setTimer: (callback, milliseconds) => {
        setTimeout(callback, milliseconds);
      },
      nowMs: () => performance.now(),
    });
    send({ type: 'open', id: 0, file, files, speed: 60 });
    send({ type: 'control', id: 1, control: { do: 'runTo', timeSeconds: 100.125 } });
  });
}
