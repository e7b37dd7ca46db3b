import type { ComponentChildren, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { count, healthIcon } from '../draw/index.ts';
import { healthOf } from '../state/health-of.ts';
import type { Entity } from '../state/inventory.ts';

const shownMost = 12;

/** Search by name, tag or figure; what it finds is outlined on the map. */
export function Find(): VNode {
  const app = useApp();
  const { store } = app;
  const [isOpen, setOpen] = useState(false);
  const [place, setPlace] = useState(0);
  const query = store.query.value;
  const { entities } = store.found.value;
  const searchable = store.inventory.value?.searchable ?? 0;
  const shown = entities.slice(0, shownMost);
  const choose = (entity: Entity | undefined): void => {
    if (entity === undefined) return;
    app.select(entity.id);
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setPlace(Math.max(0, Math.min(shown.length - 1, place + step)));
    } else if (event.key === 'Enter') choose(shown[place]);
    else if (event.key === 'Escape') {
      store.query.value = '';
      setOpen(false);
      (event.currentTarget as HTMLElement).blur();
    }
  };
  const isShown = isOpen && query.trim() !== '';
  return (
    <div class="find">
      <label class="field">
        <kbd>/</kbd>
        <input
          id="find"
          type="text"
          role="combobox"
          autocomplete="off"
          aria-label="Find"
          aria-expanded={isShown}
          aria-controls="findings"
          placeholder="Find web01, tier=gold, ready>10%"
          value={query}
          onInput={(event) => {
            store.query.value = event.currentTarget.value;
            setPlace(0);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setTimeout(() => setOpen(false), 150)}
          onKeyDown={onKeyDown}
        />
        {query.trim() !== '' && (
          <span class="dim">
            {count(entities.length)} of {count(searchable)}
          </span>
        )}
      </label>
      <Findings isShown={isShown} place={place} onChoose={choose} />
    </div>
  );
}

interface FindingsProps {
  readonly isShown: boolean;
  readonly place: number;
  readonly onChoose: (entity: Entity) => void;
}

/** The first of what was found; where nothing was, what is near. */
function Findings({ isShown, place, onChoose }: FindingsProps): VNode {
  const { store } = useApp();
  const { entities, nearest } = store.found.value;
  const more = entities.length - shownMost;
  return (
    <div id="findings" class="findings" hidden={!isShown} role="listbox" aria-label="Found">
      {entities.slice(0, shownMost).map((entity, index) => (
        <Line
          key={entity.id}
          isAt={index === place}
          note={entity.kind}
          onTake={() => onChoose(entity)}
        >
          {healthIcon(healthOf(store, entity))}
          {entity.name}
        </Line>
      ))}
      {more > 0 && <Line>and {count(more)} more, outlined on the map</Line>}
      {entities.length === 0 && nearest === undefined && <Line>Nothing is found.</Line>}
      {entities.length === 0 && nearest !== undefined && (
        <Line
          onTake={() => {
            store.query.value = nearest.query;
          }}
        >
          Nothing; nearest: {nearest.query} finds {count(nearest.count)}
        </Line>
      )}
    </div>
  );
}

interface LineProps {
  readonly isAt?: boolean;
  readonly note?: string;
  /** Absent: it only says something. */
  readonly onTake?: () => void;
  readonly children: ComponentChildren;
}

function Line({ isAt = false, note = '', onTake, children }: LineProps): VNode {
  return (
    <div
      class="choice"
      role="option"
      tabIndex={-1}
      aria-selected={isAt}
      aria-disabled={onTake === undefined}
      onMouseDown={onTake}
    >
      {children}
      <span class="note">{note}</span>
    </div>
  );
}
