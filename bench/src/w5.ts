/**
 * W5: every VM sends flows through its adapter, one of 16 array ports and one of 40 RAID groups,
 * with weights of 1 to 3; every fourth VM has a cap.
 *
 *     w5 HOSTS FLOWS
 */
import { FlowRace, pathBytesPerSecond, pathOf, type Sender, vmsPerHost } from './flow-race.ts';
import { printMeasurement, timed } from './measurement.ts';

const hosts = Number(process.argv[2]);
const flows = Number(process.argv[3]);
const portCount = 16;
const groupCount = 40;
const arrayBytesPerSecond = 0.3e9 * hosts;

const race = new FlowRace(flows, (sharing) => {
  const paths: number[] = [];
  for (let path = 0; path < 2 * hosts; path++) {
    const capacity = pathBytesPerSecond(path >> 1, path & 1);
    paths.push(sharing.addResource({ capacity }));
  }
  const ports = Array.from({ length: portCount }, (_, port) => {
    const capacity = (arrayBytesPerSecond / portCount) * (0.8 + 0.1 * (port % 5));
    return sharing.addResource({ capacity });
  });
  const groups = Array.from({ length: groupCount }, (_, group) => {
    const capacity = (arrayBytesPerSecond / groupCount) * (0.7 + 0.1 * (group % 7));
    return sharing.addResource({ capacity });
  });
  const senders: Sender[] = [];
  for (let vm = 0; vm < vmsPerHost * hosts; vm++) {
    const drawn = Math.imul(vm + 1, 2654435761) >>> 0;
    const path = paths[2 * Math.floor(vm / vmsPerHost) + pathOf(vm)]!;
    const port = ports[(drawn >>> 8) % portCount]!;
    const group = groups[(drawn >>> 16) % groupCount]!;
    senders.push({
      route: sharing.openRoute([path, port, group]),
      weight: 1 + (vm % 3),
      cap: vm % 4 === 3 ? 2e7 * (1 + (vm % 5)) : Infinity,
    });
  }
  return senders;
});
let result = { lastDone: 0, sumDone: 0, flows: 0 };
const span = timed(() => {
  result = race.run();
});
const { lastDone, sumDone } = result;
const { settles, moves, rebinds } = race.sharing.counters;
printMeasurement({
  check: sumDone,
  operations: 2 * result.flows,
  ...span,
  parts: { lastDone, sumDone, settles, moves, rebinds },
});
