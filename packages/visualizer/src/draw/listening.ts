/** How views find out what happens on them: by delegation, so that marks need no listeners. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { MapListeners, MapProps } from './contract.ts';

/** Entity of the mark under an event, or null. */
export function entityAt(event: Event): number | null {
  const target = event.target instanceof Element ? event.target.closest('[data-entity]') : null;
  const entity = target?.getAttribute('data-entity');
  return entity === null || entity === undefined ? null : Number(entity);
}

/** Listeners for the outermost element of a view, by their names in Preact. */
export function pointerListeners(listeners: MapListeners): Record<string, (event: never) => void> {
  return {
    onClick: (event: MouseEvent) => listeners.onSelect(entityAt(event)),
    onDblClick: (event: MouseEvent) => {
      const entity = entityAt(event);
      if (entity !== null) listeners.onOpen?.(entity);
    },
    onContextMenu: (event: MouseEvent) => {
      const entity = entityAt(event);
      if (entity === null || listeners.onMenu === undefined) return;
      event.preventDefault();
      listeners.onSelect(entity);
      listeners.onMenu(entity, event.clientX, event.clientY);
    },
    onPointerOver: (event: PointerEvent) => listeners.onHover?.(entityAt(event)),
    onPointerLeave: () => listeners.onHover?.(null),
  };
}

/** How the outermost element of a map of labelled marks is known to screen readers and keys. */
export interface MapRoom {
  readonly root: RefObject<HTMLElement | null>;
  readonly className: string;
  readonly label: string;
  /** The entity that a key chooses next; undefined: the map has no use for the key. */
  next(key: string): number | undefined;
}

/** Attributes of that element: one stop of the tab key, in which arrow keys choose. */
export function mapAttributes(props: MapProps, { root, className, label, next }: MapRoom): object {
  const { selected } = props;
  return {
    ref: root,
    class: props.moves ? `${className} draw-moves` : className,
    role: 'application',
    tabIndex: 0,
    'aria-label': label,
    'aria-activedescendant': selected === null ? undefined : `map-${selected}`,
    ...pointerListeners(props),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === 'Enter' && selected !== null) props.onOpen?.(selected);
      const chosen = next(event.key);
      if (chosen === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      props.onSelect(chosen);
    },
  };
}

/** Size of an element's inside, padding left out, as it changes; 0 until it is on the page. */
export function useSize(ref: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const look = (): void => {
      const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(element);
      const inside = (length: number, ...paddings: string[]): number =>
        paddings.reduce((left, padding) => left - Number.parseFloat(padding), length);
      const width = inside(element.clientWidth, paddingLeft, paddingRight);
      const height = inside(element.clientHeight, paddingTop, paddingBottom);
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    look();
    return () => observer.disconnect();
  }, []);
  return size;
}
