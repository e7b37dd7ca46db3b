import type { SceneCommand } from '@vdcsim/protocol';
import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { App } from '../app/app.ts';
import { useApp } from '../app/context.ts';
import { healthIcon } from '../draw/index.ts';
import { Refused } from '../link/link.ts';
import { healthOf } from '../state/health-of.ts';
import type { Entity } from '../state/inventory.ts';
import { possibleCommands, verbTitle } from '../state/possible.ts';
import type { Store } from '../state/store.ts';

interface MenuProps {
  readonly entity: number;
  readonly at: readonly [x: number, y: number];
}

/** What can be done to an entity as it stands now, each with what it would do at once. */
export function Menu({ entity: id, at }: MenuProps): VNode | null {
  const app = useApp();
  const { store } = app;
  const panel = useRef<HTMLDivElement>(null);
  const entity = store.inventory.value?.byId.get(id);
  const commands = entity === undefined ? [] : commandsOf(app, entity);
  const previews = usePreviews(app, entity, commands);
  usePlace(panel, at, commands.length + previews.size);
  const close = (): void => {
    store.overlay.value = undefined;
  };
  const mayCommand = store.audience.value?.youOperate !== false;
  if (entity === undefined) return null;
  const give = (verb: string): void => {
    if (!mayCommand) return;
    close();
    app.command({ verb, of: entity.name });
  };
  return (
    <div
      class="menu"
      role="menu"
      aria-label={`What can be done to ${entity.name}`}
      ref={panel}
      onKeyDown={(event) => moveInMenu(event, panel.current, close)}
      onFocusOut={(event) => {
        if (!panel.current?.contains(event.relatedTarget as Node | null)) close();
      }}
    >
      <Head store={store} entity={entity} />
      {commands.map(({ verb, doc }) => (
        <Item
          key={verb}
          title={`${verbTitle(verb)} ${entity.name}`}
          lines={previews.get(verb) ?? [doc]}
          isDisabled={!mayCommand}
          onTake={() => give(verb)}
        />
      ))}
      {commands.length === 0 && (
        <Item lines={['Nothing can be done to it as it is now.']} isDisabled onTake={close} />
      )}
      <Item
        title="Why is it so?"
        onTake={() => {
          app.select(id);
          store.overlay.value = { kind: 'why' };
        }}
      />
      {!mayCommand && (
        <Item title="Take control" lines={[seatWords(store)]} onTake={() => app.operate(true)} />
      )}
    </div>
  );
}

function Head({ store, entity }: { readonly store: Store; readonly entity: Entity }): VNode {
  return (
    <h2 role="presentation">
      {healthIcon(healthOf(store, entity))} {entity.name}{' '}
      <span class="dim">{store.stateWord(entity)}</span>
    </h2>
  );
}

interface ItemProps {
  readonly title?: string;
  readonly lines?: readonly string[];
  readonly isDisabled?: boolean;
  readonly onTake: () => void;
}

function Item({ title, lines = [], isDisabled = false, onTake }: ItemProps): VNode {
  return (
    <button type="button" role="menuitem" tabIndex={-1} aria-disabled={isDisabled} onClick={onTake}>
      {title !== undefined && <b>{title}</b>}
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </button>
  );
}

/** Why a viewer may not command. */
function seatWords(store: Store): string {
  return store.audience.value?.hasOperator === true
    ? 'Somebody else operates this run; you watch.'
    : 'Nobody operates this run; the seat is free.';
}

function commandsOf({ store }: App, entity: Entity): readonly SceneCommand[] {
  const scene = store.inventory.value?.scene;
  return scene === undefined ? [] : possibleCommands(scene, entity, store.stateWord(entity));
}

/** Asks what each command would do; lines come as they are answered. */
function usePreviews(
  app: App,
  entity: Entity | undefined,
  commands: readonly SceneCommand[],
): ReadonlyMap<string, readonly string[]> {
  const [previews, setPreviews] = useState<ReadonlyMap<string, readonly string[]>>(new Map());
  const verbs = commands.map(({ verb }) => verb).join(' ');
  useEffect(() => {
    let isWanted = entity !== undefined;
    const ask = async (verb: string): Promise<void> => {
      const command = { verb, of: entity?.name ?? '' };
      const answer = await app.ask({ what: 'preview', command });
      if (!isWanted || answer?.what !== 'preview') return;
      setPreviews((known) => new Map(known).set(verb, answer.lines));
    };
    for (const { verb } of commands) {
      ask(verb).catch((error: unknown) => {
        // Without a preview the command's own words stay.
        if (!(error instanceof Refused)) throw error;
      });
    }
    return () => {
      isWanted = false;
    };
  }, [entity, verbs]);
  return previews;
}

/** Focus goes to the first line, and back where it came from. */
function useFocusWithin(panel: { readonly current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    panel.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
}

/** Beside the pointer and whole on the page, with the focus while it is there. */
function usePlace(
  panel: { readonly current: HTMLElement | null },
  [x, y]: readonly [number, number],
  lines: number,
): void {
  useFocusWithin(panel);
  useLayoutEffect(() => {
    const element = panel.current;
    if (element === null) return;
    const { offsetWidth, offsetHeight } = element;
    element.style.left = `${Math.max(8, Math.min(x, innerWidth - offsetWidth - 8))}px`;
    element.style.top = `${Math.max(8, Math.min(y, innerHeight - offsetHeight - 8))}px`;
  }, [x, y, lines]);
}

function moveInMenu(event: KeyboardEvent, panel: HTMLElement | null, close: () => void): void {
  const items = [...(panel?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const step = { ArrowDown: 1, ArrowUp: -1, Tab: event.shiftKey ? -1 : 1 }[event.key];
  if (step !== undefined) items[(at + step + items.length) % items.length]?.focus();
  else if (event.key === 'Escape') close();
  else return;
  event.preventDefault();
}
