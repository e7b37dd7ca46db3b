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
  useFocusWithin(panel);
  usePlace(panel, at, commands.length + previews.size);
  const close = (): void => {
    store.overlay.value = undefined;
  };
  if (entity === undefined) return null;
  const mayCommand = store.audience.value?.youOperate !== false;
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
      <h2 role="presentation">
        {healthIcon(healthOf(store, entity))} {entity.name}{' '}
        <span class="dim">{store.stateWord(entity)}</span>
      </h2>
      {commands.map(({ verb, doc }) => (
        <button
          key={verb}
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-disabled={!mayCommand}
          onClick={() => give(verb)}
        >
          <b>
            {verbTitle(verb)} {entity.name}
          </b>
          <span>{previews.get(verb)?.join('; ') ?? doc}</span>
        </button>
      ))}
      {commands.length === 0 && (
        <button type="button" role="menuitem" tabIndex={-1} aria-disabled onClick={close}>
          <span>Nothing can be done to {entity.name} as it is now.</span>
        </button>
      )}
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        onClick={() => {
          app.select(id);
          store.overlay.value = { kind: 'why' };
        }}
      >
        <b>Why is it so?</b>
      </button>
      {!mayCommand && (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          class="take"
          onClick={() => app.operate(true)}
        >
          <b>Take control</b>
          <span>Somebody else operates this run; you watch.</span>
        </button>
      )}
    </div>
  );
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
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
}

/** Beside the pointer, and whole on the page. */
function usePlace(
  panel: { readonly current: HTMLElement | null },
  [x, y]: readonly [number, number],
  lines: number,
): void {
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
