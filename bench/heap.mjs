/**
 * The yardstick of W1: a bare binary heap over typed arrays that does the workload and nothing
 * else. No clock, no handlers, no order among equal times, no growth.
 *
 *     node bench/heap.mjs PENDING EVENTS [plain|indexed]
 *
 * `indexed` also keeps each entity's position, without which nothing could be re-armed in place.
 * Prints one line of JSON.
 */
const [, , pendingText, eventsText, kind = 'indexed'] = process.argv;
const pending = Number(pendingText);
const events = Number(eventsText);

const states = new Int32Array(pending);
for (let entity = 0; entity < pending; entity++) states[entity] = Math.imul(entity + 1, 2654435761);

function exponential(entity) {
  let x = states[entity];
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  states[entity] = x;
  return -Math.log((x >>> 0) / 4294967296);
}

const times = new Float64Array(pending);
const entities = new Int32Array(pending);
const positions = new Int32Array(pending);
let size = 0;

function rise(from, time, entity) {
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const parentTime = times[parent];
    if (parentTime <= time) break;
    times[at] = parentTime;
    entities[at] = entities[parent];
    at = parent;
  }
  times[at] = time;
  entities[at] = entity;
}

function sink(time, entity) {
  let at = 0;
  for (;;) {
    let child = (at << 1) + 1;
    if (child >= size) break;
    let childTime = times[child];
    if (child + 1 < size && times[child + 1] < childTime) childTime = times[++child];
    if (time <= childTime) break;
    times[at] = childTime;
    entities[at] = entities[child];
    at = child;
  }
  times[at] = time;
  entities[at] = entity;
}

function riseIndexed(from, time, entity) {
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const parentTime = times[parent];
    if (parentTime <= time) break;
    const parentEntity = entities[parent];
    times[at] = parentTime;
    entities[at] = parentEntity;
    positions[parentEntity] = at;
    at = parent;
  }
  times[at] = time;
  entities[at] = entity;
  positions[entity] = at;
}

function sinkIndexed(time, entity) {
  let at = 0;
  for (;;) {
    let child = (at << 1) + 1;
    if (child >= size) break;
    let childTime = times[child];
    if (child + 1 < size && times[child + 1] < childTime) childTime = times[++child];
    if (time <= childTime) break;
    const childEntity = entities[child];
    times[at] = childTime;
    entities[at] = childEntity;
    positions[childEntity] = at;
    at = child;
  }
  times[at] = time;
  entities[at] = entity;
  positions[entity] = at;
}

function holdPlain() {
  let clock = 0;
  let unset = events - pending;
  for (let entity = 0; entity < pending; entity++) rise(size++, exponential(entity), entity);
  while (size > 0) {
    clock = times[0];
    if (unset > 0) {
      unset--;
      const entity = entities[0];
      sink(clock + exponential(entity), entity);
    } else {
      size--;
      sink(times[size], entities[size]);
    }
  }
  return clock;
}

function holdIndexed() {
  let clock = 0;
  let unset = events - pending;
  for (let entity = 0; entity < pending; entity++) riseIndexed(size++, exponential(entity), entity);
  while (size > 0) {
    clock = times[0];
    if (unset > 0) {
      unset--;
      const entity = entities[0];
      sinkIndexed(clock + exponential(entity), entity);
    } else {
      size--;
      sinkIndexed(times[size], entities[size]);
    }
  }
  return clock;
}

const wallStart = performance.now();
const cpuStart = process.cpuUsage();
const check = kind === 'plain' ? holdPlain() : holdIndexed();
const { user, system } = process.cpuUsage(cpuStart);
const wallSeconds = (performance.now() - wallStart) / 1e3;
const cpuSeconds = (user + system) / 1e6;
const peakRssMiB = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ check, operations: events, cpuSeconds, wallSeconds, peakRssMiB }));
