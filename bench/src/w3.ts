/**
 * W3: every VM sends flows through its path and the one array that all share, at equal weights.
 *
 *     w3 HOSTS FLOWS
 */
import { FlowRace, pathBytesPerSecond, pathOf, type Sender, vmsPerHost } from './flow-race.ts';
import { printMeasurement, timed } from './measurement.ts';

const hosts = Number(process.argv[2]);
const flows = Number(process.argv[3]);

const race = new FlowRace(flows, (sharing) => {
  const array = sharing.addResource({ capacity: 0.3e9 * hosts });
  const senders: Sender[] = [];
  for (let host = 0; host < hosts; host++) {
    const routes = [0, 1].map((path) => {
      const port = sharing.addResource({ capacity: pathBytesPerSecond(host, path) });
      return sharing.openRoute([port, array]);
    });
    for (let i = 0; i < vmsPerHost; i++) {
      senders.push({ route: routes[pathOf(i)]!, weight: 1, cap: Infinity });
    }
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
