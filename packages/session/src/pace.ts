import type { Speed } from '@vdcsim/protocol';

/** Where time is to come to as fast as can be, and stand still unless it says otherwise. */
export type Goal =
  | { readonly kind: 'step' }
  | { readonly kind: 'alarm' }
  | { readonly kind: 'instant'; readonly timeSeconds: number; readonly goesOn?: true };

/** Most of the wall clock's time that a run may be late; what is more is forgotten. */
const latenessMostMs = 250;

/**
 * How far simulated time may have gone at an instant of the wall clock. Time goes on from an
 * anchor, a pair of both clocks; whatever changes the pace sets a new one.
 */
export class Pace {
  private isStill: boolean;
  private pacedSpeed: Speed;
  private goalNow: Goal | undefined = undefined;
  private anchorMs = 0;
  private anchorSeconds = 0;

  constructor(speed: Speed, isPaused: boolean) {
    this.pacedSpeed = speed;
    this.isStill = isPaused;
  }

  get speed(): Speed {
    return this.pacedSpeed;
  }

  /** Time stands still, and no goal moves it. */
  get isPaused(): boolean {
    return this.isStill && this.goalNow === undefined;
  }

  get goal(): Goal | undefined {
    return this.goalNow;
  }

  /** From here on simulated time goes on from `nowSeconds`. */
  anchor(nowMs: number, nowSeconds: number): void {
    this.anchorMs = nowMs;
    this.anchorSeconds = nowSeconds;
  }

  pause(): void {
    this.isStill = true;
    this.goalNow = undefined;
  }

  resume(): void {
    this.isStill = false;
    this.goalNow = undefined;
  }

  setSpeed(speed: Speed): void {
    this.pacedSpeed = speed;
  }

  /** Goes to a goal as fast as can be, and pauses there. */
  seek(goal: Goal): void {
    this.isStill = true;
    this.goalNow = goal;
  }

  /** The goal is reached: time stands still, or goes on from here at its usual pace. */
  arrive(nowMs: number, nowSeconds: number): void {
    const { goalNow } = this;
    this.goalNow = undefined;
    if (goalNow?.kind !== 'instant' || goalNow.goesOn !== true) return;
    this.isStill = false;
    this.anchor(nowMs, nowSeconds);
  }

  /** How far time may go now, in simulated seconds; Infinity: as far as it comes. */
  targetSeconds(nowMs: number): number {
    const { goalNow, pacedSpeed } = this;
    if (goalNow !== undefined) {
      return goalNow.kind === 'instant' ? goalNow.timeSeconds : Number.POSITIVE_INFINITY;
    }
    if (pacedSpeed === 'max') return Number.POSITIVE_INFINITY;
    return this.anchorSeconds + ((nowMs - this.anchorMs) / 1000) * pacedSpeed;
  }

  /** The run came only to `nowSeconds`: what is too much to catch up with is dropped. */
  fellBehind(nowMs: number, nowSeconds: number): void {
    if (this.pacedSpeed === 'max' || this.goalNow !== undefined) return;
    const lateMs = ((this.targetSeconds(nowMs) - nowSeconds) / this.pacedSpeed) * 1000;
    if (lateMs > latenessMostMs) this.anchorMs += lateMs - latenessMostMs;
  }
}
