import type { CommandSpec as CommandDeclaration } from '../declare/index.ts';
import { assert, SimulatorError } from '../engine/errors.ts';
import type { EventId } from '../observe/event-log.ts';
import type { EntityRow } from './directory.ts';
import type { SetChange } from './scenario.ts';

/** What a verb's owner is asked to do, with the event that tells of the command. */
export interface CommandCall {
  readonly targets: readonly EntityRow[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly cause: EventId;
}

type CommandAction = (call: CommandCall) => void;
/** Throws SimulatorError for options that cannot be. */
type CommandCheck = (options: CommandCall['options']) => void;
type SetAction = (names: readonly string[], change: SetChange, cause: EventId) => void;

interface Setter {
  readonly action: SetAction;
  /** Throws SimulatorError for a change that cannot be. */
  readonly check: ((change: SetChange) => void) | undefined;
}

/** Verbs and settable keys, registered by the mechanisms that own them. */
export class CommandPort {
  private readonly actions = new Map<string, Map<string, CommandAction>>();
  private readonly checks = new Map<string, CommandCheck>();
  /** Options that a verb has for a kind, by both. */
  private readonly options = new Map<string, ReadonlySet<string>>();
  private readonly declarations = new Map<string, Set<string>>();
  private readonly setters = new Map<string, Setter>();

  /**
   * Registers what a verb does to entities of one kind. `check` refuses options before anything
   * happens.
   */
  on(
    declaration: CommandDeclaration,
    kind: string,
    action: CommandAction,
    check?: CommandCheck,
  ): void {
    assert(declaration.of.includes(kind), 'a verb is registered for a kind that it does not name');
    const byKind = this.actions.get(declaration.verb) ?? new Map<string, CommandAction>();
    assert(!byKind.has(kind), 'a verb has two owners for one kind');
    byKind.set(kind, action);
    this.actions.set(declaration.verb, byKind);
    const kinds = this.declarations.get(declaration.verb) ?? new Set<string>();
    for (const each of declaration.of) kinds.add(each);
    this.declarations.set(declaration.verb, kinds);
    const entries = Object.entries(declaration.keys ?? {});
    const options = new Set(entries.map(([key, { as = key }]) => as));
    this.options.set(`${declaration.verb} ${kind}`, options);
    if (check !== undefined) this.checks.set(`${declaration.verb} ${kind}`, check);
  }

  /**
   * Registers what `set` does to a key of a kind: `vm`, ['workload']. `check` refuses a change
   * before anything happens; the action itself must not fail.
   */
  onSet(
    kind: string,
    path: readonly string[],
    action: SetAction,
    check?: (change: SetChange) => void,
  ): void {
    this.setters.set(`${kind} ${path.join('.')}`, { action, check });
  }

  /** Kinds that a verb can act on. @throws SimulatorError NO_SUCH_COMMAND */
  kindsOf(verb: string): readonly string[] {
    const kinds = this.declarations.get(verb);
    if (kinds === undefined) {
      const known = [...this.declarations.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      throw new SimulatorError(
        'NO_SUCH_COMMAND',
        `no command "${verb}"; there are ${known.join(', ')} and set`,
      );
    }
    return [...kinds];
  }

  /**
   * Refuses options that a verb cannot have beside its targets.
   * @throws SimulatorError BAD_OPTION
   */
  checkOptions(verb: string, targets: readonly EntityRow[], options: CommandCall['options']): void {
    for (const kind of new Set(targets.map((row) => row.kind))) {
      const known = this.options.get(`${verb} ${kind}`);
      for (const option of Object.keys(options)) {
        if (options[option] === undefined || known?.has(option) === true) continue;
        throw new SimulatorError('BAD_OPTION', `"${option}" means nothing to ${verb} of a ${kind}`);
      }
      this.checks.get(`${verb} ${kind}`)?.(options);
    }
  }

  /** Does a verb to its targets, kind by kind in id order. */
  perform(verb: string, call: CommandCall): void {
    const byKind = this.actions.get(verb)!;
    for (const [kind, action] of byKind) {
      const targets = call.targets.filter((row) => row.kind === kind);
      if (targets.length > 0) action({ ...call, targets });
    }
  }

  /** Refuses a change of `set` that cannot be. @throws SimulatorError NOT_SETTABLE, NO_SUCH_NAME */
  checkSet(change: SetChange): void {
    const setter = this.setters.get(`${change.kind} ${change.path.join('.')}`);
    if (setter === undefined) {
      throw new SimulatorError(
        'NOT_SETTABLE',
        `${change.kind}.${change.path.join('.')} cannot change while the simulation runs`,
      );
    }
    setter.check?.(change);
  }

  /** Applies one change of `set`, which has been checked. */
  performSet(change: SetChange, cause: EventId): void {
    const setter = this.setters.get(`${change.kind} ${change.path.join('.')}`);
    assert(setter !== undefined, 'a change was not checked before it was made');
    setter.action(change.names, change, cause);
  }
}
