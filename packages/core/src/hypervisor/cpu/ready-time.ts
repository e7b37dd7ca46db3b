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
}

/** Sums over the vCPUs of a host. */
export interface VcpuLoad {
  /** Of their uses, and of the squares of these. */
  readonly sum: number;
  readonly squares: number;
  /** The greatest use. */
  readonly most: number;
}

/** Fraction of its time for which a vCPU of some use is ready at a level of waiting. */
export function readyAt(level: number, use: number): number {
  const room = use < 1 ? 1 - use : 0;
  const part = level * use;
  return part < 1 ? part * room : room;
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
   * How long unequal vCPUs of one host wait, as a level: one of use u is ready
   * min(level * u, 1) * (1 - u) of its time (`readyAt`). Allocates nothing once the table knows the
   * place.
   *
   * @param load sums over the vCPUs of the rows `start` to `end - 1`; together at most `pcpus`.
   * @param pcpus whole number, at least 1.
   * @returns 0: nobody waits, or nobody who waits could run any more.
   */
  waitLevel(rows: VcpuRows, start: number, end: number, load: VcpuLoad, pcpus: number): number {
    const { sum, squares, most } = load;
    assert(sum >= 0 && most <= 1 + USE_TOLERANCE, 'use of a vCPU must be from 0 to 1');
    const total = this.waiting(load, pcpus);
    if (!(total > 0)) return 0;
    // Unless somebody would wait more than it can, one level serves all: sum of u (1 - u).
    const level = sum > squares ? total / (sum - squares) : 0;
    return level * most < 1 ? level : spreadLevel(rows, start, end, total, level);
  }

  /** Mean number of vCPUs that are ready and do not run, all of them served what they want. */
  waiting(load: VcpuLoad, pcpus: number): number {
    const { sum, squares } = load;
    const sources = squares > 0 ? (sum * sum) / squares : 0;
    return sources > pcpus ? this.#readyCount(sources, pcpus, sum) : 0;
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
 * bound first; each pass takes them out, and the level only rises from the `least` it can be.
 */
function spreadLevel(
  rows: VcpuRows,
  offset: number,
  end: number,
  total: number,
  least: number,
): number {
  const { vcpus, use } = rows;
  let level = least;
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
