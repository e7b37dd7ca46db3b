/** A bucket that holds `atOnce` tokens and refills by `perSecond`: bursts pass, floods do not. */
export class Rate {
  private readonly perSecond: number;
  private readonly atOnce: number;
  private tokens: number;
  private filledAtMs: number;

  constructor(perSecond: number, atOnce: number, nowMs: number) {
    this.perSecond = perSecond;
    this.atOnce = atOnce;
    this.tokens = atOnce;
    this.filledAtMs = nowMs;
  }

  /** Whether one more is allowed now; it is counted if it is. */
  allows(nowMs: number): boolean {
    const elapsedSeconds = (nowMs - this.filledAtMs) / 1000;
    this.tokens = Math.min(this.atOnce, this.tokens + elapsedSeconds * this.perSecond);
    this.filledAtMs = nowMs;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
