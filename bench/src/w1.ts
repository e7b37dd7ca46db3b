/**
 * W1: raw events through the public engine. Every entity arms its timer anew when it fires, until
 * enough were armed. Timers are created once, before the run phase, as the bare heap's arrays are.
 *
 *     w1 PENDING EVENTS
 */
import { Engine, Phase } from '@vdcsim/core';
import { printMeasurement, timed } from './measurement.ts';
import { Streams } from './stream.ts';

const pending = Number(process.argv[2]);
const events = Number(process.argv[3]);

const engine = new Engine({ seed: 1 });
const streams = new Streams(pending);
const timers = new Int32Array(pending);
let unarmed = events - pending;

function fire(entity: number): void {
  if (unarmed === 0) return;
  unarmed--;
  engine.arm(timers[entity]!, engine.nowSeconds + streams.exponential(entity));
}

const creating = timed(() => {
  for (let entity = 0; entity < pending; entity++) {
    timers[entity] = engine.createTimer(Phase.arrival, fire, entity);
  }
});
const span = timed(() => {
  for (let entity = 0; entity < pending; entity++) {
    engine.arm(timers[entity]!, streams.exponential(entity));
  }
  engine.runEvents(events);
});
printMeasurement({
  check: engine.nowSeconds,
  operations: engine.eventCount,
  ...span,
  parts: { createSeconds: creating.cpuSeconds },
});
