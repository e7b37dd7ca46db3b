import type { VNode } from 'preact';
import { useApp } from '../app/context.ts';
import { patterns } from '../draw/index.ts';
import { Bands } from './bands.tsx';
import { DropTarget } from './drop-target.tsx';
import { Inspector } from './inspector.tsx';
import { LiveAlarms } from './live-alarms.tsx';
import { Log } from './log.tsx';
import { TheMap } from './map.tsx';
import { Overlays } from './overlays.tsx';
import { Time } from './time.tsx';
import { TopBar } from './top-bar.tsx';
import { Tree } from './tree.tsx';

/**
 * The whole page. Every part is there at once, with empty tracks until the first frame. Fabric
 * and estate take the room of tree and log.
 */
export function Page(): VNode {
  const { store } = useApp();
  const isHosts = store.view.value === 'hosts';
  return (
    <div class="page" data-view={store.view.value} data-phase={store.connection.value.phase}>
      {patterns()}
      <TopBar />
      <Bands />
      {isHosts && <Tree />}
      <TheMap />
      <Inspector />
      <Time />
      {isHosts && <Log />}
      <Overlays />
      <LiveAlarms />
      <DropTarget />
    </div>
  );
}
