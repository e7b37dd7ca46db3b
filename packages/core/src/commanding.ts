import { assert, Phase, SimulatorError } from './engine/index.ts';
import type { Command, SetChange } from './inventory/scenario.ts';
import type { World } from './inventory/world.ts';

/** Id of the entity that stands for everything: the first one that is registered. */
const estateId = 0;

/** Puts the commands of the scenario's timeline on timers. */
export function armTimeline(world: World): void {
  const { engine, scenario } = world;
  for (const timed of scenario.timeline) {
    const { atSeconds, everySeconds } = timed;
    let turn = 0;
    const timer = engine.createTimer(
      Phase.failure,
      () => {
        perform(world, timed, timed.note);
        if (everySeconds === undefined) return;
        turn++;
        engine.arm(timer, atSeconds + turn * everySeconds);
      },
      0,
      `timeline ${timed.verb}`,
    );
    engine.arm(timer, atSeconds);
  }
}

/**
 * Does a command now, with the event that tells of it. One that throws has changed nothing.
 * @throws SimulatorError NO_SUCH_COMMAND, BAD_SELECTOR, NO_MATCH, BAD_OPTION, NOT_SETTABLE,
 * NO_SUCH_NAME
 */
export function perform(world: World, command: Command, note: string | undefined): void {
  const { commands, events, directory } = world;
  const { verb, of, options } = command;
  if (verb === 'set') {
    performSet(world, options['changes'] as readonly SetChange[], note);
    return;
  }
  const kinds = commands.kindsOf(verb);
  const targets = world.select(of ?? '', kinds);
  commands.checkOptions(verb, targets, options);
  const data = { verb, of: of ?? '', ...(note !== undefined && { note }) };
  const others = targets.slice(0, 100).map((row) => row.id);
  assert(directory.count > 0, 'a command was given to an empty world');
  const cause = events.emit('command.given', estateId, { others, data });
  commands.perform(verb, { targets, options, cause });
}

function performSet(world: World, changes: readonly SetChange[], note: string | undefined): void {
  const { commands, events } = world;
  const verb = 'set';
  for (const change of changes) {
    for (const name of change.names) checkName(world, change.kind, name);
    commands.checkSet(change);
  }
  const cause = events.emit('command.given', estateId, {
    data: note === undefined ? { verb } : { verb, note },
  });
  for (const change of changes) commands.performSet(change, cause);
}

function checkName({ directory }: World, kind: string, name: string): void {
  if (directory.find(name)?.kind === kind) return;
  throw new SimulatorError('NO_SUCH_NAME', `no ${kind} is called "${name}"`);
}
