import { actions } from './actions.ts';
import type { App } from './app.ts';

/** A key press as actions name it: `Ctrl+K`, `Shift+ArrowRight`, `Space`, `[`, `?`. */
export function pressedKey(event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}): string {
  const { key } = event;
  const name = key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key;
  const control = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  // With signs such as ? the shift key is part of the sign.
  const shift = event.shiftKey && (name.length > 1 || control !== '') ? 'Shift+' : '';
  return `${control}${shift}${name}`;
}

/** Words for a key, as help shows it. */
export function keyWords(key: string): string {
  return key
    .replace('ArrowRight', '→')
    .replace('Shift+', 'Shift ')
    .replace('Ctrl+', 'Ctrl ')
    .replace('Escape', 'Esc');
}

const typedInto = 'input, textarea, select, [contenteditable]';
const pressable = 'button, a, summary, [role="menuitem"]';

/**
 * Listens for the keys of all actions. Parts of the page that use a key themselves prevent its
 * default; fields keep what is typed into them.
 * @returns stops it
 */
export function listenToKeys(app: App): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey) return;
    const key = pressedKey(event);
    const target = event.target instanceof Element ? event.target : undefined;
    const isTyping = target?.closest(typedInto) !== null && target !== undefined;
    if (isTyping && key !== 'Ctrl+K') return;
    if (key === 'Space' && target?.closest(pressable) != null) return;
    if (app.store.overlay.value !== undefined && key !== 'Ctrl+K') return;
    const action = actions.find(({ keys }) => keys.includes(key));
    if (action === undefined || action.isPossible?.(app.store) === false) return;
    event.preventDefault();
    action.run(app);
  };
  window.addEventListener('keydown', listen);
  return () => window.removeEventListener('keydown', listen);
}
