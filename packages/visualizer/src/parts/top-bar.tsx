import type { VNode } from 'preact';
import { useApp } from '../app/context.ts';
import { type View, views } from '../state/address.ts';
import { shortFingerprint } from '../state/figures.ts';
import { Find } from './find.tsx';

const titles: Readonly<Record<View, readonly [title: string, key: string]>> = {
  hosts: ['Hosts', '1'],
  fabric: ['Fabric', '2'],
  estate: ['Estate', '3'],
};

/** Name of the scenario, stamp of the run, views, search. */
export function TopBar(): VNode {
  const { store } = useApp();
  const scene = store.inventory.value?.scene;
  return (
    <header class="top">
      <button
        type="button"
        class="button only-narrow"
        aria-pressed={store.isTreeOut.value}
        onClick={() => {
          store.isTreeOut.value = !store.isTreeOut.value;
        }}
      >
        Tree
      </button>
      <span class="brand">
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
          <path d="M2 4h9v3H2zM2 8.5h9v3H2zM2 13h9v2.5H2z" stroke="none" />
          <path d="M12 2v15" stroke-width="1.4" />
          <path d="M13.4 4H17v3h-3.6zM13.4 8.5h1.6v3h-1.6z" stroke="none" class="brand-warm" />
        </svg>
        vdcsim
      </span>
      <button
        type="button"
        class="plain-button scenario-name"
        title="Choose a scenario (O)"
        aria-haspopup="dialog"
        onClick={() => {
          store.overlay.value = { kind: 'scenarios' };
        }}
      >
        {scene?.name ?? 'Opening a scenario'}
        <svg width="8" height="6" aria-hidden="true">
          <path d="M0 1h8l-4 4z" fill="currentColor" />
        </svg>
      </button>
      <Stamp />
      <span class="grow" />
      <Audience />
      <Views />
      <Find />
      <Opener overlay="palette" label="All actions, Ctrl K" keys="Ctrl K" />
      <Opener overlay="keys" label="Keys, ?" keys="?" />
      <button
        type="button"
        class="button only-narrow"
        aria-pressed={store.isInspectorOut.value}
        onClick={() => {
          store.isInspectorOut.value = !store.isInspectorOut.value;
        }}
      >
        Inspector
      </button>
    </header>
  );
}

interface OpenerProps {
  readonly overlay: 'palette' | 'keys';
  readonly label: string;
  readonly keys: string;
}

function Opener({ overlay, label, keys }: OpenerProps): VNode {
  const { store } = useApp();
  return (
    <button
      type="button"
      class="plain-button"
      aria-label={label}
      onClick={() => {
        store.overlay.value = { kind: overlay };
      }}
    >
      <kbd>{keys}</kbd>
    </button>
  );
}

/** What makes the run the same again elsewhere; a click copies it. */
function Stamp(): VNode | null {
  const { store } = useApp();
  const scene = store.inventory.value?.scene;
  if (scene === undefined) return null;
  const { runNumber, seed, file } = scene;
  const fingerprint = store.status.value?.fingerprint ?? '';
  const whole = `${file}, run ${runNumber}, seed ${seed}, fingerprint ${fingerprint}`;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(`${whole}, ${store.product.value}`);
    store.notify('plain', `Copied: ${whole}`);
  };
  return (
    <button
      type="button"
      class="plain-button stamp"
      title={`${whole}. Click to copy`}
      onClick={copy}
    >
      run {runNumber} · seed {seed} · {shortFingerprint(fingerprint)}
    </button>
  );
}

/** Who watches, once there is more than one. */
function Audience(): VNode | null {
  const app = useApp();
  const audience = app.store.audience.value;
  if (audience === undefined || (audience.viewers < 2 && audience.youOperate)) return null;
  const who = audience.youOperate
    ? 'you operate'
    : audience.hasOperator
      ? 'you watch'
      : 'nobody operates';
  return (
    <span class="dim audience">
      {audience.viewers} {audience.viewers === 1 ? 'viewer' : 'viewers'} · {who}{' '}
      {audience.youOperate || (
        <button type="button" class="button" onClick={() => app.operate(true)}>
          Take control
        </button>
      )}
    </span>
  );
}

function Views(): VNode {
  const { store } = useApp();
  const whyNot = store.whyNoFabric.value;
  return (
    <fieldset class="segments" aria-label="View">
      {views.map((view) => (
        <button
          key={view}
          type="button"
          aria-pressed={store.view.value === view}
          aria-disabled={view === 'fabric' && whyNot !== undefined}
          title={view === 'fabric' ? whyNot : undefined}
          onClick={() => {
            if (view !== 'fabric' || whyNot === undefined) store.view.value = view;
            else store.notify('plain', whyNot);
          }}
        >
          {titles[view][0]} <kbd>{titles[view][1]}</kbd>
        </button>
      ))}
    </fieldset>
  );
}
