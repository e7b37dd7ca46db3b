import { Phase, type TimerId } from '../../engine/index.ts';
import type { Host } from '../../inventory/entities.ts';
import type { World } from '../../inventory/world.ts';

/**
 * Speed of hosts over time, in steps (`profile` of `cpu`): power caps, clock control. The speed of
 * the cores, and with it the capacity, is the step's percentage of the nominal speed; before the
 * first step of a round it is all of it.
 *
 * Demands and claims in percent stay percentages of the nominal speed: a guest does not want less
 * because its host became slow, it only gets done less. Admission reserves from the nominal
 * capacity; if what is in use exceeds the present one, all reservations are cut alike.
 *
 * Cost: one timer a host with a profile, and a division of that host for each step.
 */
export class SpeedProfiles {
  private readonly world: World;
  private readonly changed: (host: Host) => void;

  /** @param changed is called after the speed of a host changed. */
  constructor(world: World, changed: (host: Host) => void) {
    this.world = world;
    this.changed = changed;
    for (const host of world.hosts) if (host.spec.cpu.profile !== undefined) this.follow(host);
  }

  private follow(host: Host): void {
    const { engine } = this.world;
    const { steps, repeatSeconds = Number.POSITIVE_INFINITY } = host.spec.cpu.profile!;
    const isWhole = steps[0]!.afterSeconds > 0;
    const round = isWhole ? [{ afterSeconds: 0, value: 1 }, ...steps] : steps;
    let turn = 0;
    let step = 0;
    const armNext = (timer: TimerId): void => {
      step++;
      if (step === round.length) {
        if (repeatSeconds === Number.POSITIVE_INFINITY) return;
        step = 0;
        turn++;
      }
      // From the start of the run, so that no rounding adds up.
      const past = turn === 0 ? 0 : turn * repeatSeconds;
      engine.arm(timer, past + round[step]!.afterSeconds);
    };
    const timer = engine.createTimer(
      Phase.arrival,
      () => {
        this.apply(host, round[step]!.value);
        armNext(timer);
      },
      host.index,
      `speed of ${host.name}`,
    );
    host.speedFraction = round[0]!.value;
    this.changed(host);
    armNext(timer);
  }

  private apply(host: Host, fraction: number): void {
    if (host.speedFraction === fraction) return;
    host.speedFraction = fraction;
    const data = { percent: 100 * fraction, coreMHz: host.coreMHz * fraction };
    this.world.events.emit('host.speedChanged', host.id, { data });
    this.changed(host);
  }
}
