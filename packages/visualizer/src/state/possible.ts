import type { Scene, SceneCommand } from '@vdcsim/protocol';
import type { Entity } from './inventory.ts';

/** Breaking and mending stand first: it is what a menu is opened for. */
const foremost: readonly string[] = ['fail', 'repair'];

/** The commands that do something to an entity in the state in which it is. */
export function possibleCommands(
  scene: Scene,
  entity: Entity,
  state: string | undefined,
): readonly SceneCommand[] {
  const possible = scene.commands.filter(
    ({ kind, inStates }) =>
      kind === entity.kind && (inStates.length === 0 || inStates.includes(state ?? '')),
  );
  const isForemost = ({ verb }: SceneCommand): boolean => foremost.includes(verb);
  return [...possible.filter(isForemost), ...possible.filter((one) => !isForemost(one))];
}

const words: Readonly<Record<string, string>> = {
  powerOn: 'Power on',
  powerOff: 'Power off',
  shutDown: 'Shut down',
  set: 'Change',
};

/** Title of a verb: `Fail`, `Power off`, `Start task`. */
export function verbTitle(verb: string): string {
  const known = words[verb];
  if (known !== undefined) return known;
  const spaced = verb.replace(
    /([a-z])([A-Z])/g,
    (_, a: string, b: string) => `${a} ${b.toLowerCase()}`,
  );
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
