/**
 * W1: raw events through the public engine. Every entity arms its timer anew when it fires, until
 * enough were armed. The run phase includes creating the timers, as it does for the others.
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

const span = timed(() => {
  for (let entity = 0; entity < pending; entity++) {
    timers[entity] = engine.createTimer(Phase.arrival, fire, entity);
    engine.arm(timers[entity]!, streams.exponential(entity));
  }
  engine.runEvents(events);
});
printMeasurement({ check: engine.nowSeconds, operations: engine.eventCount, ...span });
