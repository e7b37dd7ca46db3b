/** The room of the picture of storage, and where its columns stand. */
import type { FabricRoom } from './fabric-model.ts';
import type { FabricShape } from './fabric-shape.ts';

export interface FabricFrame {
  readonly width: number;
  readonly height: number;
  /** Between them stand bars. */
  readonly top: number;
  readonly bottom: number;
  /** Where the bars of VMs and of the right-most column stand. */
  readonly left: number;
  readonly right: number;
  /** Left edge and length of the queue pipes at full. */
  readonly pipeX: number;
  readonly pipeWidth: number;
}

const headHeight = 70;
const namesWidth = 118;
const waitRoom = 72;

/** The frame for a drawing of some pixels. */
export function fabricFrame(width: number, height: number): FabricFrame {
  const pipeWidth = Math.max(84, Math.min(160, width * 0.118));
  const pipeX = width - waitRoom - pipeWidth;
  return {
    ...{ width, height, top: headHeight, bottom: Math.max(headHeight + 120, height - 16) },
    ...{ left: namesWidth, right: pipeX - 90, pipeX, pipeWidth },
  };
}

/** How many there is room for, by height alone. */
export function fabricRoom(frame: FabricFrame, hosts: number): FabricRoom {
  const room = frame.bottom - frame.top;
  const most = Math.max(2, Math.floor(room / 74));
  const shown = Math.min(hosts, most);
  const rows = Math.floor((room / Math.max(1, shown) - 14) / 18);
  return {
    ...{ hosts: most, ends: Math.max(2, Math.floor(room / 52)) },
    vmsPerHost: Math.max(1, Math.min(4, rows - 2)),
  };
}

/** Parts of the whole way that lie before each kind of column: names need more room than bars. */
const steps = { vm: 0, host: 0.9, hba: 1.3, junction: 1.15, port: 1, end: 1.05 } as const;

/** Left edge of the bars of each column. */
export function columnPlaces({ columns }: FabricShape, frame: FabricFrame): number[] {
  let at = 0;
  const places = columns.map(({ kind }) => {
    at += steps[kind];
    return at;
  });
  const whole = places.at(-1) ?? 1;
  return places.map((place) => frame.left + ((frame.right - frame.left) * place) / whole);
}
