import { bootSeconds } from '../guest/boot/boot-stage.ts';
import type { Vm } from '../inventory/entities.ts';
import { whyNotHere } from '../inventory/placing.ts';
import type { World } from '../inventory/world.ts';
import { DryRun } from './dry-run.ts';
import { retryLines } from './preview-retry.ts';
import { counted, duration, named } from './words.ts';

/** What a command would make of one VM. */
interface Outcome {
  readonly vm: Vm;
  /** What happens: `boots on esx01 and serves after 90 s`. */
  readonly one: string;
  /** The same of several: `boot and serve after 90 s`. */
  readonly many: string;
}

/** Consequences of commands to VMs. */
export function previewVms(world: World, verb: string, vms: readonly Vm[]): string[] {
  const run = new DryRun(world);
  const outcomes = vms.map((vm) => outcomeOf(world, run, verb, vm));
  const lines = told(outcomes);
  const freesRoom = verb === 'powerOff' || verb === 'suspend';
  return freesRoom ? [...lines, ...retryLines(world, run, vms)] : lines;
}

/** Outcomes alike become one sentence. */
function told(outcomes: readonly Outcome[]): string[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const group = groups.get(outcome.many);
    if (group === undefined) groups.set(outcome.many, [outcome]);
    else group.push(outcome);
  }
  return [...groups.values()].map((group) => {
    const first = group[0]!;
    if (group.length === 1) return `${first.vm.name} ${first.one}.`;
    return `${counted(group.length, 'VM')} ${first.many}: ${named(group.map(({ vm }) => vm))}.`;
  });
}

function outcomeOf(world: World, run: DryRun, verb: string, vm: Vm): Outcome {
  switch (verb) {
    case 'powerOn':
      return powerOn(run, vm);
    case 'powerOff':
      return powerOff(run, vm);
    case 'shutDown':
      if (vm.state !== 'running') return refusal(vm, `it is ${vm.state}`);
      return { vm, one: 'shuts down and is off after 30 s', many: 'shut down, off after 30 s' };
    case 'reset':
      return reset(vm);
    case 'suspend':
      if (vm.state !== 'running') return refusal(vm, `it is ${vm.state}`);
      run.stop(vm, 'suspended');
      return { vm, one: 'stands still and claims nothing', many: 'stand still and claim nothing' };
    case 'resume':
      return resume(world, vm);
    default:
      return { vm, one: 'is not changed', many: 'are not changed' };
  }
}

function reset(vm: Vm): Outcome {
  if (!vm.isOn) return refusal(vm, `it is ${vm.state}`);
  const after = bootWords(vm);
  return { vm, one: `starts anew and serves ${after}`, many: `start anew and serve ${after}` };
}

function powerOn(run: DryRun, vm: Vm): Outcome {
  if (vm.state === 'crashed') return reset(vm);
  if (vm.isOn || vm.state === 'suspended') return refusal(vm, `it is ${vm.state}`);
  const place = run.start(vm);
  if (place.host === undefined) return refusal(vm, place.reason);
  const after = bootWords(vm);
  const one = `boots on ${place.host.name} and serves ${after}`;
  return { vm, one, many: `boot and serve ${after}` };
}

function powerOff(run: DryRun, vm: Vm): Outcome {
  if (vm.state === 'powered-off') return { vm, one: 'is off already', many: 'are off already' };
  const wasOn = vm.isOn;
  run.stop(vm, 'powered-off');
  if (wasOn) return { vm, one: 'stops at once', many: 'stop at once' };
  return { vm, one: 'is off, and nobody restarts it', many: 'are off, and nobody restarts them' };
}

function resume(world: World, vm: Vm): Outcome {
  if (vm.state !== 'suspended') return refusal(vm, `it is ${vm.state}`);
  const reason = whyNotHere(vm);
  if (reason !== undefined) return refusal(vm, reason);
  const where = world.vms[vm.index]!.host?.name ?? '';
  return { vm, one: `goes on at once on ${where}`, many: 'go on at once' };
}

function refusal(vm: Vm, reason: string): Outcome {
  return { vm, one: `would refuse: ${reason}`, many: `would refuse, ${reason}` };
}

function bootWords(vm: Vm): string {
  const seconds = bootSeconds(vm.spec.boot);
  if (Number.isNaN(seconds)) return 'when its disk and host have let it boot';
  return seconds === 0 ? 'at once' : `after ${duration(seconds)}`;
}
