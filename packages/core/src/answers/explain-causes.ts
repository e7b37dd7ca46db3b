import type { World } from '../inventory/world.ts';
import type { SimulationEvent } from '../observe/index.ts';
import type { ExplanationPart, Subject } from './explanation.ts';
import { clockTime, describeEvent } from './words.ts';

/**
 * The state of a VM or host and the chain of events that led to it, the latest first, down to the
 * command or failure at its root.
 */

/** Events that change the state of their subject; refusals and failed tries do not. */
const stateEvents: Readonly<Record<string, readonly string[]>> = {
  vm: [
    ...['vm.poweredOn', 'vm.restarted', 'vm.booted', 'vm.failed', 'vm.poweredOff', 'vm.reset'],
    ...['vm.shutDownStarted', 'vm.suspended', 'vm.resumed', 'vm.placementFailed'],
    'vm.guestCrashed',
  ],
  host: ['host.failed', 'host.repaired', 'host.poweredOn', 'host.poweredOff'],
};

const stateWords: Readonly<Record<string, string>> = {
  'powered-off': 'switched off',
  'shutting-down': 'shutting down',
  failed: 'down',
  crashed: 'on with a dead guest',
};

/** Explains the state of VMs and hosts. */
export function explainCauses(world: World, subject: Subject): ExplanationPart | undefined {
  if (subject.kind !== 'vm' && subject.kind !== 'host') return undefined;
  const latest = latestChange(world, subject);
  const chain = latest === undefined ? [] : chainOf(world, latest);
  const clock = (seconds: number): string => clockTime(world.scenario.startEpochSeconds, seconds);
  const place = subject.kind === 'vm' && subject.host !== undefined ? placeOf(subject) : '';
  const word = stateWords[subject.state] ?? subject.state;
  const since = latest === undefined ? 'since the start' : `since ${clock(latest.timeSeconds)}`;
  const lines = [`${subject.name} is ${word}${place} ${since}.`];
  if (chain.length > 0) lines.push('What led to it, the latest first:');
  for (const event of chain) {
    lines.push(`  ${clock(event.timeSeconds)}  ${describeEvent(world.directory, event)}`);
  }
  const rootIsKept = chain.at(-1)?.cause === undefined;
  if (!rootIsKept) lines.push('  earlier causes are no longer kept');
  return {
    topic: 'state',
    facts: {
      state: subject.state,
      host: subject.kind === 'vm' ? (subject.host?.name ?? null) : undefined,
      sinceSeconds: latest?.timeSeconds ?? 0,
      causes: chain.map((event) => factsOf(world, event)),
      rootIsKept,
    },
    lines,
  };
}

function placeOf(vm: {
  readonly state: string;
  readonly host: { name: string } | undefined;
}): string {
  const name = vm.host?.name ?? '';
  return vm.state === 'failed' ? `, last on ${name},` : ` on ${name}`;
}

function latestChange(
  world: World,
  subject: { readonly id: number; readonly kind: string },
): SimulationEvent | undefined {
  let latest: SimulationEvent | undefined;
  for (const type of stateEvents[subject.kind] ?? []) {
    const event = world.events.latestOf(subject.id, type);
    if (event !== undefined && event.id > (latest?.id ?? 0)) latest = event;
  }
  return latest;
}

/** The latest event of an entity is kept even where the log has forgotten it. */
function chainOf(world: World, latest: SimulationEvent): readonly SimulationEvent[] {
  const chain = world.events.causesOf(latest.id);
  return chain.length > 0 ? chain : [latest];
}

function factsOf(world: World, event: SimulationEvent): Record<string, unknown> {
  const { directory } = world;
  return {
    id: event.id,
    atSeconds: event.timeSeconds,
    type: event.type,
    subject: directory.nameOf(event.subject),
    others: event.others.map((id) => directory.nameOf(id)),
    data: event.data,
  };
}
