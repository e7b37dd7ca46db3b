import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { healthIcon } from '../draw/index.ts';
import { columnOf } from '../state/health.ts';
import { healthOf, startedFraction } from '../state/health-of.ts';
import type { Entity } from '../state/inventory.ts';
import { diskNote, partNote } from '../state/part-note.ts';
import { datastoreRows, fabricRows } from '../state/storage-rows.ts';
import { type Store, type TreeOrder, treeOrders } from '../state/store.ts';
import { moveInTree } from '../state/tree-moves.ts';
import { type TreeRow, treeRows } from '../state/tree-rows.ts';
import { showRow, useVirtual } from './virtual.ts';

const rowHeight = 21;

/** The inventory: clusters, hosts, VMs, pools; only the rows that can be seen are drawn. */
export function Tree(): VNode {
  const app = useApp();
  const { store } = app;
  const list = useRef<HTMLElement>(null);
  const [cursor, setCursor] = useState('');
  const rows = useTreeRows(store);
  const { from, to } = useVirtual(list, rows.length, rowHeight);
  const selected = store.selection.value;
  const current = rows.findIndex(({ key }) => key === cursor);
  useEffect(() => {
    const at = rows.findIndex(({ id }) => id === selected);
    if (selected === null || at < 0 || rows[current]?.id === selected) return;
    setCursor(rows[at]?.key ?? '');
    showRow(list.current, at, rowHeight);
  }, [selected]);
  const goTo = (place: number): void => {
    const row = rows[place];
    if (row === undefined) return;
    setCursor(row.key);
    showRow(list.current, place, rowHeight);
    app.select(row.id ?? null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = moveInTree(rows, Math.max(0, current), event.key);
    if (move === undefined) return;
    event.preventDefault();
    if (move.form === 'go') goTo(move.place);
    else open(store, move.key, move.isOpen);
  };
  const pointer = pointerOfTree(store, rows, goTo);
  return (
    <nav class="tree" aria-label="Inventory" data-out={store.isTreeOut.value} ref={list}>
      <Orders />
      <div
        role="tree"
        id="tree"
        aria-label="Inventory"
        tabIndex={0}
        aria-activedescendant={current >= from && current < to ? `tree-${current}` : undefined}
        style={{ position: 'relative', height: `${rows.length * rowHeight + 16}px` }}
        onKeyDown={onKeyDown}
        {...pointer}
      >
        {rows.slice(from, to).map((row, index) => (
          <Row key={row.key} row={row} place={from + index} />
        ))}
      </div>
    </nav>
  );
}

/** What the pointer does on rows; they themselves listen to nothing. */
function pointerOfTree(store: Store, rows: readonly TreeRow[], goTo: (place: number) => void) {
  const placeAt = ({ target }: Event): number => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
    return Number(row?.dataset['place'] ?? -1);
  };
  const turn = (place: number): void => {
    const row = rows[place];
    if (row?.isOpen !== undefined) open(store, row.key, !row.isOpen);
  };
  return {
    onClick: (event: MouseEvent) => {
      const isTwist = event.target instanceof Element && event.target.closest('.twist') !== null;
      if (isTwist) turn(placeAt(event));
      else goTo(placeAt(event));
    },
    onDblClick: (event: MouseEvent) => turn(placeAt(event)),
    onContextMenu: (event: MouseEvent) => {
      const place = placeAt(event);
      const entity = rows[place]?.id;
      if (entity === undefined) return;
      event.preventDefault();
      goTo(place);
      const at = [event.clientX, event.clientY] as const;
      store.overlay.value = { kind: 'menu', entity, at };
    },
    onPointerOver: (event: PointerEvent) => {
      store.hovered.value = rows[placeAt(event)]?.id ?? null;
    },
    onPointerLeave: () => {
      store.hovered.value = null;
    },
  };
}

const orderTitles: Readonly<Record<TreeOrder, string>> = {
  hosts: 'Hosts',
  stores: 'Datastores',
  fabric: 'Fabric',
};

/** Orders of the tree, where the scenario describes storage. */
function Orders(): VNode | null {
  const { store } = useApp();
  if (store.whyNoFabric.value !== undefined) return null;
  return (
    <fieldset class="tree-orders" aria-label="Order of the tree">
      {treeOrders.map((order) => (
        <button
          key={order}
          type="button"
          class="plain-button tree-order"
          aria-pressed={store.treeOrder.value === order}
          onClick={() => {
            store.treeOrder.value = order;
          }}
        >
          {orderTitles[order]}
        </button>
      ))}
    </fieldset>
  );
}

function useTreeRows(store: Store): readonly TreeRow[] {
  const order = store.treeOrder.value;
  const inventory = store.inventory.value;
  const openRows = store.openRows.value;
  const [placement, vmHealths, hostHealths] = [
    store.placement.value,
    store.vmHealths.value,
    store.hostHealths.value,
  ];
  const { tables } = store.frame.value;
  return useMemo(() => {
    if (inventory === undefined) return [];
    const isOpen = (key: string, byDefault: boolean): boolean => openRows.get(key) ?? byDefault;
    if (order !== 'hosts') {
      const input = {
        ...{ inventory, isOpen },
        healthOf: (entity: Entity) => healthOf(store, entity),
        noteOf: (entity: Entity) => partNote(store, entity),
      };
      return order === 'stores' ? datastoreRows(input) : fabricRows(input);
    }
    const readyPercent = columnOf(tables, 'vm', 'readyPercent');
    return treeRows({
      ...{ inventory, placement, vmHealths, hostHealths, readyPercent },
      bootFraction: (row) => startedFraction(store, { id: -1, kind: 'vm', name: '', row }),
      diskWords: (vm) => diskNote(store, vm),
      isOpen,
    });
  }, [inventory, order, openRows, placement, vmHealths, hostHealths]);
}

function open(store: Store, key: string, isOpen: boolean): void {
  store.openRows.value = new Map(store.openRows.value).set(key, isOpen);
}

interface RowProps {
  readonly row: TreeRow;
  readonly place: number;
}

function Row({ row, place }: RowProps): VNode {
  const { store } = useApp();
  const { id, kind, name, health, note, isOpen, depth } = row;
  const entity = id === undefined ? undefined : store.inventory.value?.byId.get(id);
  const fraction = entity === undefined ? 0 : startedFraction(store, entity);
  return (
    <div
      id={`tree-${place}`}
      role="treeitem"
      tabIndex={-1}
      class="tree-row"
      aria-level={depth + 1}
      aria-selected={id !== undefined && id === store.selection.value}
      aria-expanded={isOpen}
      data-entity={id}
      data-kind={kind}
      data-health={health}
      data-lit={id !== undefined && id === store.hovered.value}
      data-place={place}
      style={{ top: `${8 + place * rowHeight}px`, paddingLeft: `${6 + depth * 13}px` }}
    >
      <span class="twist" aria-hidden="true">
        {isOpen !== undefined && (
          <svg width="8" height="8" aria-hidden="true">
            <path d={isOpen ? 'M0 1h8l-4 6z' : 'M1 0v8l6-4z'} />
          </svg>
        )}
      </span>
      {healthIcon(health, 12, fraction)}
      <span class="name">{name}</span>
      <span class="note">{note}</span>
    </div>
  );
}
