/** How views find out what happens on them: by delegation, so that marks need no listeners. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { MapListeners } from './contract.ts';

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
