/**
 * The bottleneck structure: which resource binds a class, and what else the class crosses.
 *
 * A *tracked* target (full, or with many edges into it) is told of every move of its binders'
 * levels: its sum stays exact. A *watched* one (slack, few edges) is told nothing. Each of its
 * edges has a watch level at the binder instead, and while all binders stay below theirs, it
 * cannot become full: with growth g = (C - fixed) / load and watch levels g * l, the load of no
 * mixture of levels exceeds C - fixed.
 */
import {
  CLASSES,
  EDGE,
  FOLLOWERS,
  HEAD,
  IN_AT,
  LINKS,
  OUT_AT,
  WEIGHT,
  WORDS,
} from './edge-table.ts';
import { type Network, QUIET, TOLERANCE } from './network.ts';
import {
  CAPACITY,
  FIXED,
  LEVEL,
  MARK_CHECK,
  PHANTOM,
  RESOURCE,
  SUM,
  UPDATES,
} from './resource-table.ts';
import {
  AT_RESOURCE,
  CLASS,
  CROSSING,
  FOLLOWER_COUNT,
  FOLLOWING,
  LENGTH,
  NEXT_CROSSING,
  OF_ROUTE,
  ON_EDGE,
  PREVIOUS_CROSSING,
  ROUTE,
  START,
  STEADY,
} from './route-table.ts';

/** Updates of a resource's sums after which they are summed anew, however few classes cross it. */
const FEWEST_UPDATES = 1000;
/** The same for many classes: updates per class. */
const UPDATES_PER_CLASS = 64;

/**
 * The level that solves the resource's equation as it stands. Infinity: slack. -Infinity: too
 * full although nothing that it binds follows its level.
 */
export function tentativeLevel(n: Network, resource: number): number {
  const { numbers } = n.resources;
  const at = resource * RESOURCE;
  const edge = n.resources.selfEdges[resource]!;
  const capacity = numbers[at + CAPACITY]!;
  const room = capacity - numbers[at + FIXED]! - numbers[at + SUM]!;
  const phantom = numbers[at + PHANTOM]!;
  if (n.edges.words[edge * WORDS + FOLLOWERS]! > 0 || phantom > 0) {
    return capacity === 0 ? 0 : room / (n.edges.numbers[edge * EDGE + WEIGHT]! + phantom);
  }
  return room >= -TOLERANCE * capacity ? Infinity : -Infinity;
}

/** Something about the resource changed: it is queued if its level may have to follow. */
export function touch(n: Network, resource: number, isForced = false): void {
  const { tracked, marks, numbers } = n.resources;
  if (tracked[resource] === 0) {
    if ((marks[resource]! & MARK_CHECK) !== 0) return;
    marks[resource] = marks[resource]! | MARK_CHECK;
    n.toCheck.push(resource);
    return;
  }
  const level = numbers[resource * RESOURCE + LEVEL]!;
  const tentative = tentativeLevel(n, resource);
  const isQuiet =
    tentative === level || (level < Infinity && Math.abs(tentative - level) <= QUIET * level);
  if (isQuiet && !isForced) return;
  const key = Math.min(tentative, level);
  if (!n.dirty.has(resource) || key < n.dirty.key(resource)) n.dirty.set(resource, key);
}

/** Puts a crossing on the edge of its class's binder. */
export function link(n: Network, crossing: number, edge: number): void {
  const { routes, edges, resources } = n;
  const { crossings } = routes;
  const at = edge * LINKS;
  const head = edges.links[at + HEAD]!;
  const route = crossings[crossing * CROSSING + OF_ROUTE]!;
  crossings[crossing * CROSSING + ON_EDGE] = edge;
  crossings[crossing * CROSSING + NEXT_CROSSING] = head;
  crossings[crossing * CROSSING + PREVIOUS_CROSSING] = -1;
  if (head >= 0) crossings[head * CROSSING + PREVIOUS_CROSSING] = crossing;
  edges.links[at + HEAD] = crossing;
  edges.words[edge * WORDS + FOLLOWERS]! += routes.integers[route * CLASS + FOLLOWER_COUNT]!;
  edges.numbers[edge * EDGE + WEIGHT]! +=
    routes.coefficients[crossing]! * routes.numbers[route * ROUTE + FOLLOWING]!;
  const classes = edges.words[edge * WORDS + CLASSES]!++;
  const binder = edges.binder(edge);
  const target = edges.target(edge);
  if (classes > 0 || binder === target) return;
  const incoming = resources.incoming[target]!;
  edges.links[at + IN_AT] = incoming.length;
  incoming.push(edge);
  if (resources.tracked[target] !== 0) startUpdates(n, edge);
  else {
    n.watches.set(binder, edge, Infinity);
    if (incoming.length > n.manyEdges) track(n, target);
  }
}

/** Takes a crossing off its edge; an edge without classes is freed. */
export function unlink(n: Network, crossing: number): void {
  const { routes, edges, resources } = n;
  const { crossings } = routes;
  const edge = crossings[crossing * CROSSING + ON_EDGE]!;
  const next = crossings[crossing * CROSSING + NEXT_CROSSING]!;
  const previous = crossings[crossing * CROSSING + PREVIOUS_CROSSING]!;
  const at = edge * LINKS;
  if (previous >= 0) crossings[previous * CROSSING + NEXT_CROSSING] = next;
  else edges.links[at + HEAD] = next;
  if (next >= 0) crossings[next * CROSSING + PREVIOUS_CROSSING] = previous;
  const route = crossings[crossing * CROSSING + OF_ROUTE]!;
  const followers =
    edges.words[edge * WORDS + FOLLOWERS]! - routes.integers[route * CLASS + FOLLOWER_COUNT]!;
  edges.words[edge * WORDS + FOLLOWERS] = followers;
  const lost = routes.coefficients[crossing]! * routes.numbers[route * ROUTE + FOLLOWING]!;
  const weight = edges.numbers[edge * EDGE + WEIGHT]!;
  edges.numbers[edge * EDGE + WEIGHT] = followers > 0 ? weight - lost : 0;
  const classes = --edges.words[edge * WORDS + CLASSES]!;
  const binder = edges.binder(edge);
  const target = edges.target(edge);
  if (classes > 0 || binder === target) return;
  takeOut(resources.incoming[target]!, edges.links, edge, IN_AT);
  if (resources.tracked[target] !== 0) stopUpdates(n, edge);
  else n.watches.remove(binder, edge);
  edges.give(edge);
}

/** Keeps the sums of a resource up to date from now on. */
export function track(n: Network, resource: number): void {
  n.resources.tracked[resource] = 1;
  for (const edge of n.resources.incoming[resource]!) {
    n.watches.remove(n.edges.binder(edge), edge);
    startUpdates(n, edge);
  }
  sumAnew(n, resource);
}

/** Watches a slack resource from now on. */
export function untrack(n: Network, resource: number): void {
  n.resources.tracked[resource] = 0;
  for (const edge of n.resources.incoming[resource]!) {
    stopUpdates(n, edge);
    n.watches.set(n.edges.binder(edge), edge, Infinity);
  }
  touch(n, resource);
}

/** Sums what crosses a resource anew: no rounding is carried on. */
export function sumAnew(n: Network, resource: number): void {
  const { resources, edges } = n;
  const { numbers } = resources;
  const at = resource * RESOURCE;
  numbers[at + FIXED] = 0;
  numbers[at + UPDATES] = 0;
  let sum = 0;
  sumEdge(n, resource, resources.selfEdges[resource]!);
  for (const edge of resources.incoming[resource]!) {
    sumEdge(n, resource, edge);
    const level = resources.finiteLevel(edges.binder(edge));
    sum += edges.numbers[edge * EDGE + WEIGHT]! * level;
  }
  numbers[at + SUM] = sum;
  numbers[at + UPDATES] = Math.min(-FEWEST_UPDATES, -UPDATES_PER_CLASS * numbers[at + UPDATES]!);
  resources.scales[resource] = numbers[at + CAPACITY]!;
}

/** Weight of one edge; adds to the resource's fixed load and counts classes in its updates. */
function sumEdge(n: Network, resource: number, edge: number): void {
  const { routes, edges } = n;
  const { crossings, coefficients } = routes;
  const resourceNumbers = n.resources.numbers;
  const at = resource * RESOURCE;
  let weight = 0;
  let fixed = 0;
  let classes = 0;
  let crossing = edges.links[edge * LINKS + HEAD]!;
  while (crossing >= 0) {
    const route = crossings[crossing * CROSSING + OF_ROUTE]!;
    const coefficient = coefficients[crossing]!;
    weight += coefficient * routes.numbers[route * ROUTE + FOLLOWING]!;
    fixed += coefficient * routes.numbers[route * ROUTE + STEADY]!;
    classes++;
    crossing = crossings[crossing * CROSSING + NEXT_CROSSING]!;
  }
  edges.numbers[edge * EDGE + WEIGHT] = weight;
  resourceNumbers[at + FIXED]! += fixed;
  resourceNumbers[at + UPDATES]! += classes;
}

/** Looks at a watched resource: it is tracked if it is full, else it gets new watch levels. */
export function check(n: Network, resource: number): void {
  const { resources, edges } = n;
  const { numbers } = resources;
  const at = resource * RESOURCE;
  if (resources.tracked[resource] !== 0) return;
  if (++numbers[at + UPDATES]! > 0) sumAnew(n, resource);
  const incoming = resources.incoming[resource]!;
  let load = 0;
  for (const edge of incoming) {
    if (edges.words[edge * WORDS + FOLLOWERS] === 0) continue;
    const binder = edges.binder(edge);
    load += edges.numbers[edge * EDGE + WEIGHT]! * resources.level(binder);
  }
  const capacity = numbers[at + CAPACITY]!;
  const room = capacity - numbers[at + FIXED]!;
  const own = edges.words[resources.selfEdges[resource]! * WORDS + FOLLOWERS]!;
  if (own > 0 || load > room + TOLERANCE * capacity) {
    track(n, resource);
    touch(n, resource, true);
    return;
  }
  const growth = room / load;
  for (const edge of incoming) {
    const binder = edges.binder(edge);
    const level = resources.level(binder);
    const isFollowed = edges.words[edge * WORDS + FOLLOWERS]! > 0;
    n.watches.set(binder, edge, isFollowed ? (level > 0 ? level * growth : 0) : Infinity);
  }
}

/** First resource of lowest level on a route. */
export function lowestOn(n: Network, route: number): number {
  const { crossings, integers } = n.routes;
  const { numbers } = n.resources;
  const first = integers[route * CLASS + START]!;
  const end = first + integers[route * CLASS + LENGTH]!;
  let lowest = crossings[first * CROSSING + AT_RESOURCE]!;
  let level = numbers[lowest * RESOURCE + LEVEL]!;
  for (let crossing = first + 1; crossing < end; crossing++) {
    const other = crossings[crossing * CROSSING + AT_RESOURCE]!;
    const otherLevel = numbers[other * RESOURCE + LEVEL]!;
    if (otherLevel >= level) continue;
    level = otherLevel;
    lowest = other;
  }
  return lowest;
}

/** From now on the edge's target is told of each move of its binder. */
function startUpdates(n: Network, edge: number): void {
  const { resources, edges } = n;
  const binder = edges.binder(edge);
  const outgoing = resources.outgoing[binder]!;
  edges.links[edge * LINKS + OUT_AT] = outgoing.length;
  outgoing.push(edge);
  n.bounds.set(edges.target(edge), edge, -resources.level(binder));
}

function stopUpdates(n: Network, edge: number): void {
  const { resources, edges } = n;
  const binder = edges.binder(edge);
  takeOut(resources.outgoing[binder]!, edges.links, edge, OUT_AT);
  n.bounds.remove(edges.target(edge), edge);
}

/** Takes an edge out of a list in which each edge knows its place. */
function takeOut(list: number[], integers: Int32Array, edge: number, place: number): void {
  const at = integers[edge * LINKS + place]!;
  const last = list.pop()!;
  if (last === edge) return;
  list[at] = last;
  integers[last * LINKS + place] = at;
}
