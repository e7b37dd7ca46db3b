/** Time over which the reached speed is measured, milliseconds. */
const windowMs = 2000;

/** How fast simulated time went lately, while it went. */
export class SpeedMeter {
  private readonly samples: { readonly atMs: number; readonly seconds: number }[] = [];

  note(atMs: number, seconds: number, isMoving: boolean): void {
    if (!isMoving) this.samples.length = 0;
    const last = this.samples.at(-1);
    // A few samples a second are enough.
    if (last !== undefined && atMs - last.atMs < windowMs / 20) return;
    this.samples.push({ atMs, seconds });
    while (this.samples.length > 2 && atMs - this.samples[1]!.atMs >= windowMs) {
      this.samples.shift();
    }
  }

  /** Simulated seconds a second; 0 while time stands still. */
  reachedSpeed(): number {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (first === undefined || last === undefined || last.atMs <= first.atMs) return 0;
    return (1000 * (last.seconds - first.seconds)) / (last.atMs - first.atMs);
  }
}
