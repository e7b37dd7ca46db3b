/**
 * Samples of the present instant, held back until it is known on which side of a window's edge
 * they fall: what happens when a window opens is inside, what happens when it closes outside,
 * whatever the order within the instant.
 */
export class InstantSamples {
  private readonly places: number[] = [];
  private readonly values: number[] = [];
  private count = 0;
  private atSeconds = -1;

  /** Instant of the samples that were held last. */
  get heldSeconds(): number {
    return this.atSeconds;
  }

  /** Holds one more sample of the instant; those of an earlier one must have been taken. */
  hold(place: number, value: number, atSeconds: number): void {
    this.atSeconds = atSeconds;
    this.places[this.count] = place;
    this.values[this.count] = value;
    this.count++;
  }

  /** Hands over what is held, in order, and holds nothing. */
  take(visit: (place: number, value: number) => void): void {
    for (let i = 0; i < this.count; i++) visit(this.places[i]!, this.values[i]!);
    this.drop();
  }

  drop(): void {
    this.count = 0;
  }
}
