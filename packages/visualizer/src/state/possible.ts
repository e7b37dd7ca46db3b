import type { Scene, SceneCommand } from '@vdcsim/protocol';
import type { Entity } from './inventory.ts';

/** The commands that do something to an entity in the state in which it is, in scene's order. */
export function possibleCommands(
  scene: Scene,
  entity: Entity,
  state: string | undefined,
): readonly SceneCommand[] {
  return scene.commands.filter(
    ({ kind, inStates }) =>
      kind === entity.kind &&
      (inStates.length === 0 || (state !== undefined && inStates.includes(state))),
  );
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
