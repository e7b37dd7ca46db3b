import type { LatestKind, Outlet } from '../viewers/outlet.ts';
import { bytesOf } from './message-bytes.ts';

/** A viewer, as its run knows it. */
export interface Watcher {
  readonly outlet: Outlet;
  /** Entity whose details it is told; null: nobody's. */
  readonly selected: number | null;
  /** The run is gone: the connection is closed. */
  dismiss(): void;
}

/** Those who watch a run. At most one of them, in the operator's seat, may steer it. */
export class Audience {
  private readonly watchers = new Set<Watcher>();
  private operator: Watcher | undefined;

  get size(): number {
    return this.watchers.size;
  }

  get hasOperator(): boolean {
    return this.operator !== undefined;
  }

  isOperator(watcher: Watcher): boolean {
    return this.operator === watcher;
  }

  /** Who comes when nobody else is there gets the seat. */
  join(watcher: Watcher): void {
    if (this.watchers.size === 0) this.operator ??= watcher;
    this.watchers.add(watcher);
    this.tellWhoIsThere();
  }

  leave(watcher: Watcher): void {
    this.watchers.delete(watcher);
    if (this.operator === watcher) this.operator = undefined;
    this.tellWhoIsThere();
  }

  /** Takes the seat if it is empty, or leaves it; false: somebody else has it. */
  operate(watcher: Watcher, take: boolean): boolean {
    if (take && this.operator !== undefined && this.operator !== watcher) return false;
    if (take) this.operator = watcher;
    else if (this.operator === watcher) this.operator = undefined;
    this.tellWhoIsThere();
    return true;
  }

  tell(kind: LatestKind, bytes: Buffer): void {
    for (const { outlet } of this.watchers) outlet.tell(kind, bytes);
  }

  /** Tells those who have selected the entity. */
  tellDetails(entity: number, bytes: Buffer): void {
    for (const { outlet, selected } of this.watchers) {
      if (selected === entity) outlet.tell('details', bytes);
    }
  }

  tellEvents(bytes: Buffer, count: number): void {
    for (const { outlet } of this.watchers) outlet.tellEvents(bytes, count);
  }

  show(): void {
    for (const { outlet } of this.watchers) outlet.show();
  }

  /** The run begins anew. */
  forget(): void {
    for (const { outlet } of this.watchers) outlet.forget();
  }

  /** Entities that anybody has selected, each once. */
  selected(): number[] {
    const entities = new Set<number>();
    for (const { selected } of this.watchers) if (selected !== null) entities.add(selected);
    return [...entities];
  }

  dismissAll(): void {
    for (const watcher of [...this.watchers]) watcher.dismiss();
  }

  private tellWhoIsThere(): void {
    const { size: viewers, hasOperator } = this;
    const telling = (youOperate: boolean) =>
      bytesOf({ type: 'audience', viewers, hasOperator, youOperate });
    const toOthers = telling(false);
    for (const watcher of this.watchers) {
      const isOperator = watcher === this.operator;
      watcher.outlet.tell('audience', isOperator ? telling(true) : toOthers);
    }
  }
}
