import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { actions } from '../app/actions.ts';
import type { App } from '../app/app.ts';
import { useApp } from '../app/context.ts';
import { keyWords } from '../app/keyboard.ts';
import { clock } from '../draw/index.ts';
import { possibleCommands, verbTitle } from '../state/possible.ts';
import { Dialog } from './dialog.tsx';

/** Names shown at most beside the actions; more letters find the others. */
const namesMost = 40;

interface Choice {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly keys: readonly string[];
  readonly run: () => void;
}

/** Everything that can be done or gone to, by a few letters of its name. */
export function Palette(): VNode {
  const app = useApp();
  const [query, setQuery] = useState('');
  const [place, setPlace] = useState(0);
  const choices = choicesOf(app, query);
  const at = Math.min(place, choices.length - 1);
  const take = (choice: Choice | undefined): void => {
    if (choice === undefined) return;
    app.store.overlay.value = undefined;
    choice.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setPlace(Math.max(0, Math.min(choices.length - 1, at + step)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      take(choices[at]);
    }
  };
  return (
    <Dialog title="All actions and names" class="palette" hasHead={false}>
      <label class="field">
        <input
          type="text"
          role="combobox"
          autocomplete="off"
          aria-label="Do or go to"
          aria-expanded
          aria-controls="palette-list"
          aria-activedescendant={choices[at] === undefined ? undefined : `choice-${at}`}
          placeholder="Do or go to…"
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setPlace(0);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </label>
      <Choices choices={choices} at={at} onTake={take} />
    </Dialog>
  );
}

interface ChoicesProps {
  readonly choices: readonly Choice[];
  /** Place of the one that Enter takes. */
  readonly at: number;
  readonly onTake: (choice: Choice | undefined) => void;
}

function Choices({ choices, at, onTake }: ChoicesProps): VNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at, choices.length]);
  return (
    <div
      role="listbox"
      id="palette-list"
      aria-label="Actions and names"
      ref={list}
      onPointerUp={({ target }) => {
        const row = target instanceof Element ? target.closest<HTMLElement>('.choice') : null;
        onTake(choices[Number(row?.dataset['place'] ?? -1)]);
      }}
    >
      {choices.map(({ id, title, keys, note }, index) => (
        <div
          key={id}
          id={`choice-${index}`}
          class="choice"
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          data-place={index}
        >
          {title}
          <span class="note">
            {keys.map((key) => (
              <kbd key={key}>{keyWords(key)}</kbd>
            ))}{' '}
            {note}
          </span>
        </div>
      ))}
      {choices.length === 0 && (
        <div class="choice" role="option" tabIndex={-1} aria-selected={false} aria-disabled>
          Nothing is called that.
        </div>
      )}
    </div>
  );
}

function choicesOf(app: App, query: string): readonly Choice[] {
  const { store } = app;
  const words = query.toLowerCase().split(/\s+/);
  const matches = (text: string): boolean => words.every((word) => text.includes(word));
  const deeds = actions
    .filter(({ isPossible }) => isPossible?.(store) !== false)
    .filter(({ title }) => matches(title.toLowerCase()))
    .map(
      ({ id, title, keys, run }): Choice => ({ id, title, note: '', keys, run: () => run(app) }),
    );
  const names: Choice[] = [];
  for (const { id, name, kind, row } of store.inventory.value?.byId.values() ?? []) {
    if (names.length >= namesMost) break;
    if (row < 0 || !matches(`${name} ${kind}`.toLowerCase())) continue;
    names.push({ id: `${id}`, title: name, note: kind, keys: [], run: () => app.select(id) });
  }
  deeds.push(...commandsFor(app, words));
  deeds.push(...destinations(app).filter(({ title }) => matches(title.toLowerCase())));
  return query.trim() === ''
    ? [...deeds, ...names.slice(0, 12)]
    : [...names.slice(0, 8), ...deeds, ...names.slice(8)];
}

/** Commands offered at most, and letters of a verb from which they are. */
const commandsMost = 12;
const verbLetters = 3;

/** What can be done to entities, once a verb is being typed: `fail esx01`. */
function commandsFor(app: App, words: readonly string[]): Choice[] {
  const { store } = app;
  const inventory = store.inventory.value;
  const offered: Choice[] = [];
  if (inventory === undefined || store.audience.value?.youOperate === false) return offered;
  const verbs = inventory.scene.commands.map(({ verb }) => verbTitle(verb).toLowerCase());
  const isVerb = (word: string): boolean =>
    word.length >= verbLetters && verbs.some((verb) => verb.startsWith(word));
  if (!words.some(isVerb)) return offered;
  for (const entity of inventory.byId.values()) {
    for (const { verb } of possibleCommands(inventory.scene, entity, store.stateWord(entity))) {
      const title = `${verbTitle(verb)} ${entity.name}`;
      if (!words.every((word) => title.toLowerCase().includes(word))) continue;
      const run = (): void => app.command({ verb, of: entity.name });
      offered.push({ id: `${verb} ${entity.id}`, title, note: entity.kind, keys: [], run });
      if (offered.length >= commandsMost) return offered;
    }
  }
  return offered;
}

/** Planned instants offered at most. */
const plansMost = 5;

/** Instants to run to: what is planned next, and the end. */
function destinations(app: App): Choice[] {
  const scene = app.store.inventory.value?.scene;
  if (scene === undefined) return [];
  const now = app.store.frame.value.timeSeconds;
  const go = (timeSeconds: number, words: string): Choice => ({
    id: `run to ${timeSeconds} ${words}`,
    title: `Run to ${clock(timeSeconds, scene.startEpochSeconds)}: ${words}`,
    note: '',
    keys: [],
    run: () => app.control({ do: 'runTo', timeSeconds }),
  });
  const ahead = scene.planned.filter(({ atSeconds }) => atSeconds > now).slice(0, plansMost);
  const plans = ahead.map(({ atSeconds, verb, of }) => go(atSeconds, `${verbTitle(verb)} ${of}`));
  return [...plans, go(scene.durationSeconds, 'the end')];
}
