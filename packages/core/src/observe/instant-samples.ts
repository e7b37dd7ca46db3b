/**
 * Samples of the present instant, held back until it is known on which side of a window's edge
 * they fall: what happens when a window opens is inside, what happens when it closes outside,
 * whatever the order within the instant.
 */
export class InstantSamples {
  private readonly places: number[] = [];
  private readonly values: number[] = [];
  private atSeconds = -1;

  /** Instant of the samples that are held. */
  get heldSeconds(): number {
    return this.atSeconds;
  }

  /** Holds one more sample of the instant; those of an earlier one must have been taken. */
  hold(place: number, value: number, atSeconds: number): void {
    this.atSeconds = atSeconds;
    this.places.push(place);
    this.values.push(value);
  }

  /** Hands over what is held, in order, and holds nothing. */
  take(visit: (place: number, value: number) => void): void {
    for (let i = 0; i < this.places.length; i++) visit(this.places[i]!, this.values[i]!);
    this.drop();
  }

  drop(): void {
    this.places.length = 0;
    this.values.length = 0;
  }
}
