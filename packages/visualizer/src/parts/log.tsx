import type { WireEvent } from '@vdcsim/protocol';
import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { App } from '../app/app.ts';
import { useApp } from '../app/context.ts';
import { causeGutterDrawing, clock, count } from '../draw/index.ts';
import { nameOf } from '../state/inventory.ts';
import { filterEvents } from '../state/log-filter.ts';
import { LogTools } from './log-tools.tsx';
import { showRow, useVirtual } from './virtual.ts';

const rowHeight = 21;

/** What happened, each line with its cause; the gutter draws causes as a graph. */
export function Log(): VNode {
  const app = useApp();
  const { store } = app;
  const list = useRef<HTMLDivElement>(null);
  const events = useShownEvents(app);
  const { from, to } = useVirtual(list, events.length, rowHeight);
  const chosen = store.selectedEvent.value;
  const at = chosen === null ? -1 : events.findIndex(({ id }) => id === chosen);
  useFollowEnd(list, events.length);
  useEffect(() => {
    if (at >= 0) showRow(list.current, at, rowHeight);
  }, [chosen]);
  const chain = useMemo(
    () => (chosen === null ? null : store.ring.chainOf(chosen)),
    [chosen, events.length],
  );
  const shown = events.slice(from, to);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || events.length === 0) return;
    event.preventDefault();
    const base = at < 0 ? events.length - (step < 0 ? 0 : 1) : at;
    choose(app, events[Math.max(0, Math.min(events.length - 1, base + step))]);
  };
  return (
    <section class="log" aria-label="Log">
      <div class="head">
        <span />
        <span>When</span>
        <span>What</span>
        <span>Whom</span>
        <span>In words</span>
        <span>Because</span>
        <LogTools shown={events.length} />
      </div>
      <div
        class="rows"
        id="log"
        ref={list}
        role="listbox"
        aria-label="Events, oldest first"
        tabIndex={0}
        aria-activedescendant={at >= from && at < to ? `event-${chosen}` : undefined}
        onKeyDown={onKeyDown}
        {...pointerOfLog(app, events)}
      >
        <div role="presentation" style={{ height: `${events.length * rowHeight}px` }} />
        {events.length === 0 && <p class="empty">{emptyWords(app)}</p>}
        {shown.map((event, index) => (
          <Row key={event.id} event={event} place={from + index} chain={chain} />
        ))}
        <div class="gutter" aria-hidden="true" style={{ top: `${from * rowHeight}px` }}>
          {causeGutterDrawing({ events: shown, rowHeight, chain })}
        </div>
      </div>
    </section>
  );
}

function emptyWords({ store }: App): string {
  if (store.events.value.length > 0) return 'No event is like that.';
  return store.status.value === undefined ? '' : 'Nothing has happened yet.';
}

function useShownEvents({ store }: App): readonly WireEvent[] {
  const events = store.events.value;
  const filter = store.logFilter.value;
  const inventory = store.inventory.value;
  return useMemo(
    () => filterEvents(events, filter, (entity) => nameOf(inventory, entity)),
    [events, filter, inventory],
  );
}

/** The log stays at its end while new lines come, unless the reader has scrolled up. */
function useFollowEnd(list: { readonly current: HTMLElement | null }, length: number): void {
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const look = (): void => {
      const below = element.scrollHeight - element.scrollTop - element.clientHeight;
      isAtEnd.current = below < 1.5 * rowHeight;
    };
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, []);
  useLayoutEffect(() => {
    const element = list.current;
    if (element !== null && isAtEnd.current) element.scrollTop = element.scrollHeight;
  }, [length]);
}

/** Lights an event's chain of causes, and selects whom it befell. */
function choose(app: App, event: WireEvent | undefined): void {
  if (event === undefined) return;
  app.store.selectedEvent.value = event.id;
  const subject = app.store.inventory.value?.byId.get(event.subject);
  if (subject !== undefined && subject.row >= 0) app.select(subject.id);
}

/** What the pointer does on rows; they themselves listen to nothing. */
function pointerOfLog(app: App, events: readonly WireEvent[]) {
  const eventAt = ({ target }: Event): WireEvent | undefined => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
    return events[Number(row?.dataset['place'] ?? -1)];
  };
  return {
    onClick: (event: MouseEvent) => choose(app, eventAt(event)),
    onPointerOver: (event: PointerEvent) => {
      app.store.hovered.value = eventAt(event)?.subject ?? null;
    },
    onPointerLeave: () => {
      app.store.hovered.value = null;
    },
  };
}

interface RowProps {
  readonly event: WireEvent;
  readonly place: number;
  readonly chain: ReadonlySet<number> | null;
}

function Row({ event, place, chain }: RowProps): VNode {
  const app = useApp();
  const { store } = app;
  const inventory = store.inventory.value;
  const start = inventory?.scene.startEpochSeconds ?? 0;
  const cause = event.cause === undefined ? undefined : store.ring.get(event.cause);
  const because =
    cause === undefined
      ? ''
      : `${cause.type} ${nameOf(inventory, cause.subject)} ${clock(cause.timeSeconds, start)}`;
  return (
    <div
      id={`event-${event.id}`}
      class="row"
      role="option"
      tabIndex={-1}
      aria-selected={event.id === store.selectedEvent.value}
      data-tone={event.tone}
      data-lit={chain?.has(event.id) === true}
      data-place={place}
      style={{ top: `${place * rowHeight}px` }}
    >
      <span />
      <span>{clock(event.timeSeconds, start)}</span>
      <span class="type">{event.type}</span>
      <span class="whom">{nameOf(inventory, event.subject)}</span>
      <span title={event.words}>{event.words}</span>
      <span class="because" title={because}>
        {because || (event.cause === undefined ? '' : `event ${count(event.cause)}`)}
      </span>
    </div>
  );
}
