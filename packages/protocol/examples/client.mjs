import { decodeFrame, FrameState } from '@vdcsim/protocol';

/** Watches the first run of a server: `watch('ws://127.0.0.1:8080/ws', console.log)`. */
export function watch(address, show, Socket = WebSocket) {
  const socket = new Socket(address);
  const state = new FrameState();
  let running = -1;
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', version: 1 }));
  socket.onmessage = ({ data }) => {
    if (typeof data !== 'string') {
      state.apply(decodeFrame(data));
      const count = state.tables.vm.columns.state.filter((word) => word === running).length;
      return show(`${state.timeSeconds} s: ${count} VMs run`);
    }
    const message = JSON.parse(data);
    if (message.type === 'scene') running = message.scene.states.vm.indexOf('running');
    if (message.type !== 'events') return;
    for (const { tone, words } of message.events) if (tone === 'alarm') show(words);
  };
  return socket;
}
