import type { ComponentChildren, VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useApp } from '../app/context.ts';

interface DialogProps {
  readonly title: string;
  readonly class?: string;
  /** Absent: a head with the title and a button that closes. */
  readonly hasHead?: boolean;
  readonly children: ComponentChildren;
}

/** A panel over the page. Esc, its button and a click beside it close it; focus comes back. */
export function Dialog({ title, class: name, hasHead = true, children }: DialogProps): VNode {
  const { store } = useApp();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = (): void => {
    store.overlay.value = undefined;
  };
  // Before anything is painted, so that what is typed right after a key goes into it.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    const closeBeside = (event: MouseEvent): void => {
      if (event.target === element) close();
    };
    element?.showModal();
    element?.addEventListener('click', closeBeside);
    return () => {
      if (before instanceof HTMLElement || before instanceof SVGElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={name}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      {hasHead && (
        <header>
          <h1>{title}</h1>
          <button type="button" class="button" onClick={close}>
            Close <kbd>Esc</kbd>
          </button>
        </header>
      )}
      {children}
    </dialog>
  );
}
