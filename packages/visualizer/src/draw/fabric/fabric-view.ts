import type { WireEvent } from '@vdcsim/protocol';
import { type ComponentChildren, h, type VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { MapProps } from '../contract.ts';
import { mapAttributes, useSize } from '../listening.ts';
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
  const attributes = mapAttributes(props, {
    root,
    className: 'draw-fabric-room',
    label: 'Storage fabric',
    next: (key) => picture && nextNode(picture.layout, selected, key),
  });
  return h(
    'div',
    { class: 'draw-fabric' },
    h('div', attributes, picture === undefined ? null : fabricDrawing(input, picture)),
    props.children,
  ) as VNode;
}
