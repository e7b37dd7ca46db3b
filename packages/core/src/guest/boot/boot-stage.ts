import { Wait } from '../../engine/index.ts';
import type { Vm } from '../../inventory/entities.ts';
import type { IoPattern, StreamId } from '../../inventory/io-port.ts';
import type { WorkSpec } from '../../inventory/job-specs.ts';
import type { BootStageSpec } from '../../inventory/specs.ts';
import type { Disk } from '../../inventory/storage/datastore-entities.ts';
import type { World } from '../../inventory/world.ts';
import { drawer } from '../jobs/job-type.ts';
import { diskOf, megabytesPerMiB } from '../jobs/stage-moves.ts';
import { BootCpu } from './boot-cpu.ts';

/**
 * What a guest does before it serves, stage by stage: it waits, computes, and reads its boot image.
 * What a stage names goes on at once; the stage ends with the last of it. So a boot takes as long
 * as its disk and its host let it, and many boots at once take each other's time.
 *
 * Requests of a boot: 16 KiB, at random places, 4 outstanding (assumption: a guest that boots
 * loads many small files, each after the one before it; a lone one makes some hundred a second).
 */
const bootRequestMB = 0.016384;
const bootOutstanding = 4;

export class Boots {
  private readonly world: World;
  private readonly cpu: BootCpu | undefined = undefined;

  constructor(world: World) {
    this.world = world;
    const computes = ({ spec }: Vm): boolean => spec.boot.some(({ cpu }) => cpu !== undefined);
    if (world.vms.some(computes)) this.cpu = new BootCpu(world);
    for (const vm of world.vms) {
      for (const stage of vm.spec.boot) {
        const moves = stage.readMiB !== undefined || stage.writeMiB !== undefined;
        if (moves) diskOf(vm, stage.disk, 'its boot');
      }
    }
  }

  /** Waits for the work of a stage of a VM's boot; what it began ends if that is interrupted. */
  work(vm: Vm, place: number): Wait<void> {
    return new Wait((resume) => {
      const spec = vm.spec.boot[place]!;
      const streams = new Set<StreamId>();
      let pending = 1;
      const partDone = (): void => {
        if (--pending === 0) resume();
      };
      const ended = (stream: StreamId): void => {
        streams.delete(stream);
        partDone();
      };
      for (const [direction, mebibytes] of movesOf(spec)) {
        pending++;
        const pattern = bootPattern(diskOf(vm, spec.disk, 'its boot'), direction);
        streams.add(this.world.io!.transfer(pattern, mebibytes * megabytesPerMiB, ended));
      }
      if (spec.cpu !== undefined) {
        pending++;
        this.cpu!.begin(vm, this.megacycles(vm, spec.cpu, place), partDone);
      }
      partDone();
      return () => {
        if (spec.cpu !== undefined) this.cpu!.cancel(vm);
        for (const stream of streams) this.world.io!.close(stream);
      };
    });
  }

  private megacycles(vm: Vm, { unit, amount }: WorkSpec, place: number): number {
    const name = `${vm.name}/boot/stage ${place + 1}`;
    const work = drawer(amount, () => this.world.engine.randomStream(name))();
    return unit === 'megacycles' ? work : work * vm.host!.coreMHz;
  }
}

/** Whether a stage does anything but wait. */
export function hasWork({ cpu, readMiB, writeMiB }: BootStageSpec): boolean {
  return cpu !== undefined || readMiB !== undefined || writeMiB !== undefined;
}

/** Seconds that a boot takes if it only waits; NaN if it depends on the host and the disk. */
export function bootSeconds(stages: readonly BootStageSpec[]): number {
  let seconds = 0;
  for (const stage of stages) seconds += hasWork(stage) ? Number.NaN : (stage.waitSeconds ?? 0);
  return seconds;
}

function movesOf({ readMiB, writeMiB }: BootStageSpec): [IoPattern['direction'], number][] {
  const moves: [IoPattern['direction'], number][] = [];
  if (readMiB !== undefined) moves.push(['read', readMiB]);
  if (writeMiB !== undefined) moves.push(['write', writeMiB]);
  return moves;
}

function bootPattern(disk: Disk, direction: IoPattern['direction']): IoPattern {
  return {
    disk,
    tenant: 'production',
    direction,
    requestMB: bootRequestMB,
    randomPart: 1,
    outstanding: bootOutstanding,
  };
}
