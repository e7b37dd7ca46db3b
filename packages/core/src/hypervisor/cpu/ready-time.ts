/**
 * Ready time of the vCPUs of one host that are not short of pCPUs in the mean: they wait now and
 * then because they want to run at the same time. Finite-source model, see `finite-source.ts`.
 *
 * Unequal vCPUs: as many equal ones as have the same load and the same sum of squares,
 *
 *     n_eff = (sum u)^2 / (sum u^2)
 *
 * and their ready time is spread in proportion to u (1 - u), each at most 1 - u. Between two whole
 * counts the *total* ready time is interpolated at equal load, so that it meets n_eff - c, the
 * value of saturation, without a jump.
 *
 * Source: design note (rule F). Simplification: n_eff and the spreading are approximations. The
 * design note's simulation has the total 8 to 21 % higher for mixed vCPUs, and twice as high for
 * three always-busy ones among ten small ones.
 *
 * Table: one row per pair of n and c, filled where it is asked. Against the load the ready time
 * falls steeply just below saturation, as (1 - load / c)^(1 / (n - c + 1)), so a row is even in the
 * fourth root of the idle part. At 1,024 cells it is within 0.00001 of the exact fraction while a
 * millionth of the pCPUs is idle, and within 0.00012 while a billionth is.
 *
 * Cost: two square roots and an interpolation a look-up; O(n) some 60 times for a new cell.
 */
import { assert } from '../../engine/errors.ts';
import { finiteSourceReady } from './finite-source.ts';

/** Cells of a row. Assumption: errors of 0.00001 are far below those of the model. */
const CELLS = 1024;

/** Counts this close to a whole number are taken as whole: sums of equal uses round. */
const WHOLE_TOLERANCE = 1e-9;

/** Uses may exceed one pCPU by this much: they come from divided megahertz. */
const USE_TOLERANCE = 1e-9;

/** Rows of equal vCPUs in columns, usually a row a VM. */
export interface VcpuRows {
  /** How many vCPUs the row stands for. */
  readonly vcpus: Float64Array;
  /** Fraction of a pCPU that each of them runs, 0 to 1. */
  readonly use: Float64Array;
  /** Result: fraction of its time that each of them is ready, at most 1 - use. */
  readonly ready: Float64Array;
}

/** Ready times by number of vCPUs, number of pCPUs and load. One for a simulation. */
export class ReadyTimeTable {
  /** By pCPUs, then by vCPUs: ready vCPUs at each cell, NaN where not yet known. */
  readonly #rows: (Float64Array | undefined)[][] = [];

  /**
   * Mean fraction of its time that a vCPU is ready and does not run.
   *
   * @param vcpus equal vCPUs on the host, may be fractional.
   * @param pcpus whole number, at least 1.
   * @param meanUse fraction of a pCPU that each vCPU runs.
   * @returns fraction from 0 to 1 - pcpus / vcpus.
   */
  readyFraction(vcpus: number, pcpus: number, meanUse: number): number {
    if (vcpus <= pcpus) return 0;
    return this.#readyCount(vcpus, pcpus, vcpus * meanUse) / vcpus;
  }

  /**
   * Ready time of unequal vCPUs on one host. Writes `ready` of the rows `offset` to
   * `offset + count - 1`; allocates nothing once the table knows the place.
   *
   * @param pcpus whole number, at least 1; the rows together use no more.
   * @returns the sum over all vCPUs: those that wait in the mean.
   */
  spreadReady(rows: VcpuRows, offset: number, count: number, pcpus: number): number {
    const { vcpus, use, ready } = rows;
    const end = offset + count;
    let load = 0;
    let squares = 0;
    let most = 0;
    for (let i = offset; i < end; i++) {
      const u = use[i]!;
      const n = vcpus[i]!;
      assert(u >= 0 && u <= 1 + USE_TOLERANCE, 'use of a vCPU must be from 0 to 1');
      load += n * u;
      squares += n * u * u;
      if (u > most) most = u;
    }
    const sources = squares > 0 ? (load * load) / squares : 0;
    const total = sources > pcpus ? this.#readyCount(sources, pcpus, load) : 0;
    if (!(total > 0)) {
      ready.fill(0, offset, end);
      return total;
    }
    // Unless somebody would wait more than it can, one level serves all: sum of u (1 - u).
    let level = load > squares ? total / (load - squares) : Number.POSITIVE_INFINITY;
    if (level * most >= 1) level = spreadLevel(rows, offset, end, total);
    for (let i = offset; i < end; i++) {
      const u = use[i]!;
      const room = u < 1 ? 1 - u : 0;
      const part = level * u;
      ready[i] = part < 1 ? part * room : room;
    }
    return total;
  }

  /** Mean number of ready vCPUs, for more vCPUs than pCPUs. */
  #readyCount(vcpus: number, pcpus: number, load: number): number {
    if (load >= pcpus) return vcpus - pcpus;
    assert(load >= 0, 'load of a host must not be negative or NaN');
    const x = CELLS * (1 - Math.sqrt(Math.sqrt(1 - load / pcpus)));
    const whole = Math.round(vcpus);
    if (Math.abs(vcpus - whole) <= WHOLE_TOLERANCE) return this.#readyAt(whole, pcpus, x);
    const below = Math.floor(vcpus);
    const part = vcpus - below;
    return (1 - part) * this.#readyAt(below, pcpus, x) + part * this.#readyAt(below + 1, pcpus, x);
  }

  /** Mean number of ready vCPUs of a whole number of them, between two cells. */
  #readyAt(vcpus: number, pcpus: number, x: number): number {
    if (vcpus <= pcpus) return 0;
    const row = this.#rows[pcpus]?.[vcpus] ?? this.#addRow(vcpus, pcpus);
    const cell = Math.floor(x);
    let low = row[cell]!;
    let high = row[cell + 1]!;
    if (Number.isNaN(low)) low = fillCell(row, vcpus, pcpus, cell);
    if (Number.isNaN(high)) high = fillCell(row, vcpus, pcpus, cell + 1);
    return low + (x - cell) * (high - low);
  }

  #addRow(vcpus: number, pcpus: number): Float64Array {
    assert(Number.isInteger(pcpus) && pcpus >= 1, 'count of pCPUs must be a whole number');
    const row = new Float64Array(CELLS + 1).fill(Number.NaN);
    this.#rows[pcpus] ??= [];
    this.#rows[pcpus][vcpus] = row;
    return row;
  }
}

/** Computes one cell of a row. */
function fillCell(row: Float64Array, vcpus: number, pcpus: number, cell: number): number {
  const root = 1 - cell / CELLS;
  const load = pcpus * (1 - root * root * root * root);
  const value = vcpus * finiteSourceReady(vcpus, pcpus, load / vcpus);
  row[cell] = value;
  return value;
}

/**
 * Level at which min(level * u, 1) * (1 - u) adds up to the total. Those of high use meet their
 * bound first; each pass takes them out, and the level only rises.
 */
function spreadLevel(rows: VcpuRows, offset: number, end: number, total: number): number {
  const { vcpus, use } = rows;
  let level = 0;
  for (;;) {
    let held = 0;
    let weight = 0;
    for (let i = offset; i < end; i++) {
      const u = use[i]!;
      const room = u < 1 ? vcpus[i]! * (1 - u) : 0;
      if (level * u >= 1) held += room;
      else weight += u * room;
    }
    if (weight === 0) return level;
    const solved = (total - held) / weight;
    if (solved <= level) return level;
    level = solved;
  }
}
