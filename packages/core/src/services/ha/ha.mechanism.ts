import type { Mechanism } from '../../inventory/mechanism.ts';
import { haShapes } from './ha.keys.ts';
import { HighAvailability } from './ha.ts';

/** Detects dead hosts and restarts their VMs elsewhere. */
export const haMechanism: Mechanism = {
  name: 'services/ha',
  doc: 'High availability: detects a dead host and restarts its VMs elsewhere by priority.',
  shapes: haShapes,
  metrics: [],
  events: [
    {
      type: 'host.declaredDead',
      entity: 'host',
      tone: 'warning',
      doc: 'No heartbeat for the detection time: the host is taken for dead.',
    },
    {
      type: 'vm.restarted',
      entity: 'vm',
      doc: 'HA switched the VM on again; it begins to boot on the host named beside it.',
    },
    {
      type: 'vm.restartFailed',
      entity: 'vm',
      tone: 'warning',
      doc: 'HA found no place for the VM; it is tried again when capacity returns.',
      data: { reason: 'What was missing.' },
    },
  ],
  states: [],
  commands: [],
  errors: [],
  install(world) {
    world.restartQueue = new HighAvailability(world);
  },
};
