import { ln } from '../../engine/maths.ts';
import { namedStream } from '../../engine/random.ts';
import { type StepSignal, stepsOfChanges } from './steps.ts';

/**
 * Waits of the first jobs of an M/M/1 queue that starts empty, by Lindley's recursion: the next
 * wait is this one, plus this service, less the time to the next arrival, but not below 0.
 * Arrivals come one a second; the service takes `load` seconds.
 */
export function waitsOfQueue(load: number, jobs: number, run: number): Float64Array {
  const arrivals = namedStream(20070101, run, 'arrivals');
  const services = namedStream(20070101, run, 'services');
  const waits = new Float64Array(jobs);
  for (let job = 1; job < jobs; job++) {
    const step = -load * ln(services.uniform()) + ln(arrivals.uniform());
    waits[job] = Math.max(0, waits[job - 1]! + step);
  }
  return waits;
}

/** Mean wait of that queue in the long run. */
export function meanWaitOfQueue(load: number): number {
  return (load * load) / (1 - load);
}

/** Jobs present over time in an M/M/1 queue with services of one second, from empty. */
export function jobsInQueue(load: number, endSeconds: number, run: number): StepSignal {
  const stream = namedStream(20070101, run, 'steps');
  const atSeconds = [0];
  const jobs = [0];
  let present = 0;
  let now = 0;
  for (;;) {
    const rate = load + (present > 0 ? 1 : 0);
    now -= ln(stream.uniform()) / rate;
    if (now >= endSeconds) return stepsOfChanges(atSeconds, jobs, endSeconds);
    present += stream.uniform() * rate < load ? 1 : -1;
    atSeconds.push(now);
    jobs.push(present);
  }
}

/** Independent values, exponential with mean 1. */
export function independentValues(count: number, run: number): Float64Array {
  const stream = namedStream(20070101, run, 'values');
  return Float64Array.from({ length: count }, () => -ln(stream.uniform()));
}
