import type { Quantity } from '../declare/index.ts';
import { assert, SimulatorError } from '../engine/index.ts';
import type { Vm } from '../inventory/entities.ts';
import type { Mechanism } from '../inventory/mechanism.ts';
import type {
  DemandSpec,
  IoDemandSpec,
  UsersSpec,
  WorkloadSpec,
} from '../inventory/workload-specs.ts';
import type { World } from '../inventory/world.ts';
import type { EventId } from '../observe/event-log.ts';
import { BurstyRuntime, DiurnalRuntime, PhasesRuntime, SteadyRuntime } from './level-workloads.ts';
import { StretchedTraceRuntime } from './stretched-trace.ts';
import { LosingTraceRuntime } from './trace-workload.ts';
import { UserCircles } from './users/user-circles.ts';
import { UsersRuntime } from './users/users-runtime.ts';
import type { WorkloadRuntime } from './workload-runtime.ts';
import { workloadShapes } from './workloads.keys.ts';

/** What VMs want: steady, diurnal, bursty, in phases, or as a trace says. */
export const workloadsMechanism: Mechanism = {
  name: 'guest',
  doc: 'Workloads: what VMs want over time.',
  shapes: workloadShapes,
  metrics: [],
  events: [
    {
      type: 'vm.workloadChanged',
      entity: 'vm',
      doc: 'Somebody gave the VM another workload.',
      data: { workload: 'Its name.' },
    },
    {
      type: 'workload.changed',
      entity: 'workload',
      doc: 'Somebody changed the demand of a workload.',
      data: { MHz: 'New demand in MHz, or', fraction: 'as a fraction of the vCPUs.' },
    },
  ],
  states: [],
  commands: [],
  errors: [],
  install(world) {
    new Workloads(world);
  },
};

class Workloads {
  private readonly world: World;
  private readonly byName = new Map<string, WorkloadRuntime>();
  private readonly ofVm: (WorkloadRuntime | undefined)[];

  constructor(world: World) {
    this.world = world;
    this.ofVm = world.vms.map(() => undefined);
    const watcher = world.cpu.addWatcher((vmIndex) => this.ofVm[vmIndex]?.served(vmIndex));
    let circles: UserCircles | undefined;
    for (const spec of world.scenario.workloads) {
      if (spec.kind === 'users') {
        circles ??= new UserCircles(world);
        this.byName.set(spec.name, new UsersRuntime(world, spec, circles));
      } else {
        this.byName.set(spec.name, runtimeOf(world, spec, watcher));
      }
    }
    for (const vm of world.vms) {
      if (vm.spec.workload !== undefined) this.give(vm, vm.spec.workload);
    }
    world.vmChanged.add((vm) => this.ofVm[vm.index]?.refresh(vm));
    this.registerSetters();
  }

  private registerSetters(): void {
    const { commands, vms, directory } = this.world;
    commands.onSet(
      'vm',
      ['workload'],
      (names, change, cause) => {
        for (const name of names) {
          this.change(vms[directory.find(name)!.index]!, String(change.value), cause);
        }
      },
      (change) => this.runtime(String(change.value), change.names[0] ?? 'set'),
    );
    commands.onSet(
      'workload',
      ['demand', 'cpu'],
      (names, change, cause) => {
        for (const name of names) this.changeDemand(name, change.value as Quantity, cause);
      },
      (change) => {
        for (const name of change.names) this.checkSteady(name);
      },
    );
    this.registerIoSetters();
  }

  /** Setters of one key each: what of the demand of steady workloads a command may change. */
  private registerIoSetters(): void {
    const check = (change: { readonly names: readonly string[] }): void => {
      for (const name of change.names) this.checkSteady(name);
    };
    for (const [key, as] of networkKeys) {
      this.world.commands.onSet(
        'workload',
        ['demand', key],
        (names, { value }, cause) => {
          for (const name of names) this.replaceDemand(name, { [as]: value as number }, cause);
        },
        check,
      );
    }
    for (const key of ['read', 'write']) {
      this.world.commands.onSet(
        'workload',
        ['demand', 'io', key],
        (names, { value }, cause) => {
          for (const name of names) this.changeIo(name, { [key]: value as Quantity }, cause);
        },
        check,
      );
    }
  }

  private changeIo(name: string, change: Partial<IoDemandSpec>, cause: EventId): void {
    const { spec } = this.byName.get(name)!;
    assert(spec.kind === 'steady', 'only steady demand is changed');
    const io = { ...(spec.demand.io ?? usualIo), ...change };
    this.replaceDemand(name, { io }, cause);
  }

  private replaceDemand(name: string, change: Partial<DemandSpec>, cause: EventId): void {
    const runtime = this.byName.get(name)!;
    const { spec } = runtime;
    assert(spec.kind === 'steady', 'only steady demand is changed');
    runtime.replaceSpec({ ...spec, demand: { ...spec.demand, ...change } });
    const row = this.world.directory.find(name)!;
    this.world.events.emit('workload.changed', row.id, { cause, data: {} });
  }

  /** The workload of a name, which `by` names. @throws SimulatorError NO_SUCH_NAME */
  private runtime(name: string, by: string): WorkloadRuntime {
    const runtime = this.byName.get(name);
    if (runtime !== undefined) return runtime;
    throw new SimulatorError('NO_SUCH_NAME', `${by} names workload "${name}", which is none`);
  }

  private checkSteady(name: string): void {
    const { kind } = this.byName.get(name)!.spec;
    if (kind === 'steady') return;
    throw new SimulatorError('NOT_SETTABLE', `${name} is ${kind}, not steady`);
  }

  private give(vm: Vm, name: string): void {
    const runtime = this.runtime(name, vm.name);
    this.ofVm[vm.index] = runtime;
    runtime.attach(vm);
  }

  private change(vm: Vm, name: string, cause: EventId): void {
    this.ofVm[vm.index]?.detach(vm);
    this.ofVm[vm.index] = undefined;
    this.give(vm, name);
    this.world.events.emit('vm.workloadChanged', vm.id, { cause, data: { workload: name } });
  }

  private changeDemand(name: string, cpu: Quantity, cause: EventId): void {
    const runtime = this.byName.get(name)!;
    assert(runtime.spec.kind === 'steady', 'only steady demand is changed');
    runtime.replaceSpec({ ...runtime.spec, demand: { ...runtime.spec.demand, cpu } });
    const key = cpu.dimension === 'percent' ? 'fraction' : 'MHz';
    const row = this.world.directory.find(name)!;
    this.world.events.emit('workload.changed', row.id, { cause, data: { [key]: cpu.value } });
  }
}

/** Keys of the network in demands, and their names in the typed scenario. */
const networkKeys = [
  ['send', 'sendMBps'],
  ['receive', 'receiveMBps'],
] as const;

/** Form of I/O where a change of its rate is the first word about it. Source: language. */
const usualIo: IoDemandSpec = { blockSizeMiB: 8 / 1024, randomFraction: 1 };

function runtimeOf(
  world: World,
  spec: Exclude<WorkloadSpec, UsersSpec>,
  watcher: number,
): WorkloadRuntime {
  switch (spec.kind) {
    case 'steady':
      return new SteadyRuntime(world, spec);
    case 'diurnal':
      return new DiurnalRuntime(world, spec);
    case 'bursty':
      return new BurstyRuntime(world, spec);
    case 'phases':
      return new PhasesRuntime(world, spec);
    case 'trace':
      return spec.replay === 'lose'
        ? new LosingTraceRuntime(world, spec)
        : new StretchedTraceRuntime(world, spec, watcher);
  }
}
