/**
 * Whether anybody looks at a run: viewers do while they stay, a request does for a while. A run
 * that nobody looks at rests.
 */
export class Attention {
  private readonly restMs: number;
  private readonly onChange: (isAwake: boolean) => void;
  private viewers = 0;
  private awake = false;
  private falling: NodeJS.Timeout | undefined;

  /** @param onChange told when attention begins and when it ends */
  constructor(restSeconds: number, onChange: (isAwake: boolean) => void) {
    this.restMs = restSeconds * 1000;
    this.onChange = onChange;
  }

  get isAwake(): boolean {
    return this.awake;
  }

  /** A viewer comes. */
  arrive(): void {
    this.viewers++;
    this.wake();
  }

  /** A viewer goes. */
  leave(): void {
    this.viewers--;
    this.restLater();
  }

  /** Somebody asked about the run. */
  touch(): void {
    this.wake();
    this.restLater();
  }

  /** No more changes are told. */
  end(): void {
    clearTimeout(this.falling);
  }

  private wake(): void {
    clearTimeout(this.falling);
    if (this.awake) return;
    this.awake = true;
    this.onChange(true);
  }

  private restLater(): void {
    clearTimeout(this.falling);
    if (this.viewers > 0) return;
    this.falling = setTimeout(() => {
      this.awake = false;
      this.onChange(false);
    }, this.restMs);
    this.falling.unref();
  }
}
