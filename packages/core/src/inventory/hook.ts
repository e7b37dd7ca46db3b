/** A list of listeners called in the order in which they were added. */
export class Hook<Arguments extends readonly unknown[]> {
  private readonly listeners: ((...values: Arguments) => void)[] = [];

  add(listener: (...values: Arguments) => void): void {
    this.listeners.push(listener);
  }

  call(...values: Arguments): void {
    for (const listener of this.listeners) listener(...values);
  }
}
