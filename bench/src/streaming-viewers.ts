/**
 * Viewers of `streaming`, in a process of their own so that their work is not counted as the
 * server's. It is told what to do over the way to its parent, and answers when it is done.
 */
import { protocolVersion, type Speed } from '@vdcsim/protocol';
import { WebSocket } from 'ws';

/** What the parent asks for. */
export type ViewersRequest =
  /** Connects viewers; the first sets the speed. With `stalled` the last one stops reading. */
  | {
      readonly do: 'connect';
      readonly url: string;
      readonly viewers: number;
      readonly speed: Speed;
      readonly stalled: boolean;
    }
  /** Says what came since the last time. */
  | { readonly do: 'count' }
  | { readonly do: 'leave' };

/** What all viewers that read have got, and simulated time. */
export interface ViewersAnswer {
  readonly frames: number;
  readonly bytes: number;
  readonly nowSeconds: number;
}

const sockets: WebSocket[] = [];
let frames = 0;
let bytes = 0;
let nowSeconds = 0;

process.on('message', async (request: ViewersRequest) => {
  if (request.do === 'connect') await connect(request);
  if (request.do === 'leave') for (const socket of sockets.splice(0)) socket.terminate();
  const answer: ViewersAnswer = { frames, bytes, nowSeconds };
  [frames, bytes] = [0, 0];
  process.send?.(answer);
});

type Connect = Extract<ViewersRequest, { readonly do: 'connect' }>;

async function connect({ url, viewers, speed, stalled }: Connect): Promise<void> {
  for (let viewer = 0; viewer < viewers; viewer++) {
    const socket = new WebSocket(url);
    sockets.push(socket);
    await watch(socket);
  }
  const control = { do: 'speed', speed };
  sockets[0]?.send(JSON.stringify({ type: 'control', id: 1, control }));
  if (stalled) sockets.at(-1)?.pause();
}

/** Comes back with the first frame. */
function watch(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const hello = JSON.stringify({ type: 'hello', version: protocolVersion });
    socket.on('open', () => socket.send(hello));
    socket.on('message', (data: Buffer, isBinary) => {
      bytes += data.length;
      if (!isBinary) {
        noteTime(data);
        return;
      }
      frames++;
      resolve();
    });
  });
}

function noteTime(data: Buffer): void {
  if (!data.subarray(0, 20).toString().startsWith('{"type":"status"')) return;
  nowSeconds = (JSON.parse(data.toString()) as { readonly nowSeconds: number }).nowSeconds;
}
