import { Engine } from '../../engine/index.ts';
import { buildInventory } from '../../inventory/build.ts';
import { Directory } from '../../inventory/directory.ts';
import { cpuBindingWords } from '../../inventory/entities.ts';
import type { Scenario } from '../../inventory/scenario.ts';
import { World } from '../../inventory/world.ts';
import { Bindings, EventLog, FrameSource, MetricStore } from '../../observe/index.ts';
import { platformRows } from '../platforms/platforms.ts';
import { buildPaths } from './build-paths.ts';

/** The entities of a scenario with their paths, and no mechanism that acts on them. */
export function storageWorld(scenario: Scenario): World {
  const engine = new Engine({ seed: 1, run: 1 });
  const directory = new Directory();
  directory.add('estate', 'estate');
  const world = new World({
    scenario,
    engine,
    directory,
    metrics: new MetricStore(engine),
    events: new EventLog({ clock: engine, nameOf: (id) => directory.nameOf(id) }),
    bindings: new Bindings({
      clock: engine,
      consumers: scenario.vms.length,
      words: cpuBindingWords,
    }),
    frames: new FrameSource(engine),
  });
  const rows = platformRows(scenario.platforms);
  buildInventory(world, (name) => rows.get(name)!);
  buildPaths(world);
  return world;
}
