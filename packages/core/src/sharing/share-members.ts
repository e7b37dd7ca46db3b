/**
 * Members of shared resources in columns: one index is one member, and the members of one
 * resource stand side by side. The caller writes the first four columns; `divide` writes the
 * rest. Amounts are in any one unit (MHz, MiB, slots).
 */
export class ShareMembers {
  /** Weight against the siblings: finite, not negative. Only ratios matter. */
  readonly shares: Float64Array;
  /** Guaranteed amount: finite, not negative. Unused parts are lent to the siblings. */
  readonly reservation: Float64Array;
  /** Amount never exceeded: not negative, may be Infinity (the start value). */
  readonly limit: Float64Array;
  /** Amount wanted: not negative, may be Infinity. */
  readonly demand: Float64Array;
  /** Result: amount granted. */
  readonly allocation: Float64Array;
  /** Result: what keeps the member from getting more, see `Binding`. */
  readonly binding: Uint8Array;
  /** Result of the last division: the reservations in use exceed the capacity. */
  overbooked: boolean;
  /** Scratch: weights among members without shares. */
  readonly restWeights: Float64Array;
  /** Scratch: levels at which members meet their bounds, two a member. */
  readonly breakpoints: Float64Array;

  /** @param size number of members that fit. */
  constructor(size: number) {
    this.shares = new Float64Array(size);
    this.reservation = new Float64Array(size);
    this.limit = new Float64Array(size).fill(Infinity);
    this.demand = new Float64Array(size);
    this.allocation = new Float64Array(size);
    this.binding = new Uint8Array(size);
    this.overbooked = false;
    this.restWeights = new Float64Array(size);
    this.breakpoints = new Float64Array(2 * size);
  }
}
