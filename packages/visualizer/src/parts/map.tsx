import type { VNode } from 'preact';
import { useApp } from '../app/context.ts';
import { EstateView, HostsView } from '../draw/index.ts';
import { Fabric } from './fabric.tsx';
import { mapProps } from './map-props.ts';

/** The datacenter: hosts as cards, storage as flows, or the whole estate as cells. */
export function TheMap(): VNode {
  const app = useApp();
  const { store } = app;
  const props = mapProps(app);
  return (
    <main class="map" data-known={store.isKnown.value}>
      {props === undefined ? (
        <EmptyTracks />
      ) : store.view.value === 'hosts' ? (
        <HostsView {...props} />
      ) : store.view.value === 'fabric' && props.scene.storage !== undefined ? (
        <Fabric {...props} />
      ) : store.view.value === 'fabric' ? (
        <p class="no-fabric">{store.whyNoFabric.value}</p>
      ) : (
        <EstateView {...props} />
      )}
    </main>
  );
}

/** Before the scene is told: the places where cards will be. */
function EmptyTracks(): VNode {
  return (
    <div class="empty-tracks">
      {[0, 1, 2, 3].map((card) => (
        <div key={card} class="empty-card">
          <i />
          <i />
          <i />
        </div>
      ))}
    </div>
  );
}
