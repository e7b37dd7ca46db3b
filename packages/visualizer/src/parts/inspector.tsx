import type { VNode } from 'preact';
import { useApp } from '../app/context.ts';
import { EstateLists, healthIcon } from '../draw/index.ts';
import { healthOf, startedFraction } from '../state/health-of.ts';
import type { Entity } from '../state/inventory.ts';
import { subtitleOf } from '../state/subtitle.ts';
import { BoundBy } from './bound-by.tsx';
import { Charts } from './charts.tsx';
import { DiskPart } from './disk-part.tsx';
import { GuestBesideHostTable } from './guest-beside-host.tsx';
import { mapProps } from './map-props.ts';
import { Overview } from './overview.tsx';
import { StoragePart, storageKinds } from './storage-part.tsx';

/** What is known of the selected entity; of the whole run while nothing is selected. */
export function Inspector(): VNode {
  const app = useApp();
  const { store } = app;
  const entity = store.selected.value;
  const map = store.view.value === 'estate' ? mapProps(app) : undefined;
  return (
    <aside
      class="inspector"
      id="inspector"
      aria-label="Inspector"
      data-out={store.isInspectorOut.value}
    >
      {entity !== undefined ? (
        <Inspected key={entity.id} entity={entity} />
      ) : map !== undefined ? (
        <EstateLists {...map} />
      ) : (
        <Overview />
      )}
    </aside>
  );
}

function Inspected({ entity }: { readonly entity: Entity }): VNode {
  const { store } = useApp();
  const told = store.details.value;
  const details = told?.entity === entity.id ? told : undefined;
  // What bound a VM before it went down says nothing about how it is now.
  const isServed = entity.kind !== 'vm' || store.stateWord(entity) === 'running';
  const hasStorage = store.inventory.value?.scene.storage !== undefined;
  const isShort = details?.boundBy.some(({ isShortage }) => isShortage) ?? false;
  return (
    <>
      <header>
        {healthIcon(healthOf(store, entity), 15, startedFraction(store, entity))}
        <h1>{entity.name}</h1>
        <span class="dim">{subtitleOf(store, entity)}</span>
      </header>
      {isServed && <BoundBy bounds={details?.boundBy ?? []} />}
      {details !== undefined && details.views.length > 0 && (
        <GuestBesideHostTable views={details.views} />
      )}
      {details !== undefined && details.verdict !== '' && (
        <p class="verdict" data-shortage={isShort}>
          <b>{details.verdict}</b> {details.advice.join(' ')}
        </p>
      )}
      {entity.kind === 'vm' && hasStorage && <DiskPart entity={entity} />}
      {storageKinds.has(entity.kind) && <StoragePart entity={entity} />}
      <Charts entity={entity} />
      {details !== undefined && !storageKinds.has(entity.kind) && (
        <dl class="facts">
          {details.facts.map(([label, value]) => (
            <Fact key={label} label={label} value={value} />
          ))}
        </dl>
      )}
      <Deeds entity={entity} />
    </>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }): VNode {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** What can be done to it, or asked of it. */
function Deeds({ entity }: { readonly entity: Entity }): VNode {
  const { store } = useApp();
  return (
    <div class="deeds">
      <button
        type="button"
        class="button"
        aria-haspopup="menu"
        onClick={(event) => {
          const { left, bottom } = event.currentTarget.getBoundingClientRect();
          store.overlay.value = { kind: 'menu', entity: entity.id, at: [left, bottom + 4] };
        }}
      >
        <kbd>X</kbd> Break…
      </button>
      <button
        type="button"
        class="button"
        aria-haspopup="dialog"
        onClick={() => {
          store.overlay.value = { kind: 'why' };
        }}
      >
        <kbd>W</kbd> Why?
      </button>
    </div>
  );
}
