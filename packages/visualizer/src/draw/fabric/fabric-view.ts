import type { WireEvent } from '@vdcsim/protocol';
import { type ComponentChildren, h, type VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { MapProps } from '../contract.ts';
import { pointerListeners, useSize } from '../listening.ts';
import { fabricDrawing, fabricPicture } from './fabric-drawing.ts';
import { nextNode } from './fabric-keys.ts';
import type { ShownBefore } from './fabric-model.ts';

export interface FabricProps extends MapProps {
  /** Oldest first, as far as they are kept: what broke, and when. */
  readonly events: readonly WireEvent[];
  /** Charts under the picture. */
  readonly children?: ComponentChildren;
}

const nothingShown: ShownBefore = { hosts: new Set(), ends: new Set() };

/** Storage from VMs to LUNs: flows as wide as their MB/s, and the queues before the disks. */
export function FabricView(props: FabricProps): VNode {
  const root = useRef<HTMLDivElement>(null);
  const kept = useRef({ of: '', shown: nothingShown });
  const { width, height } = useSize(root);
  const { scale = 1, selected, scene } = props;
  const of = `${scene.file}/${scene.name}`;
  if (kept.current.of !== of) kept.current = { of, shown: nothingShown };
  const input = {
    ...{ map: props, events: props.events, width: Math.max(width, 640), scale },
    ...{ height: Math.max(height, 320), before: kept.current.shown },
  };
  const picture = width > 0 ? fabricPicture(input) : undefined;
  if (picture !== undefined) {
    const { hosts, ends } = picture.model;
    kept.current.shown = { hosts: new Set(hosts), ends: new Set(ends) };
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (picture === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' && selected !== null) props.onOpen?.(selected);
    const next = nextNode(picture.layout, selected, event.key);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    props.onSelect(next);
  };
  const attributes = {
    ref: root,
    class: props.moves ? 'draw-fabric-room draw-moves' : 'draw-fabric-room',
    role: 'application',
    tabIndex: 0,
    'aria-label': 'Storage fabric',
    'aria-activedescendant': selected === null ? undefined : `map-${selected}`,
    ...pointerListeners(props),
    onKeyDown,
  };
  return h(
    'div',
    { class: 'draw-fabric' },
    h('div', attributes as object, picture === undefined ? null : fabricDrawing(input, picture)),
    props.children,
  ) as VNode;
}
