import type { Mechanism } from '../../../inventory/mechanism.ts';
import { channelEvents, channelMetrics } from './channel.tables.ts';
import { IoBindings } from './io-bindings.ts';
import { Channel } from './io-channel.ts';
import { IoGauges } from './io-gauges.ts';

/** Carries all I/O: rates, queues and latencies from disks to guests, and bytes over networks. */
export const channelMechanism: Mechanism = {
  name: 'hypervisor/storage/channel',
  doc: 'The I/O channel: who gets how much of adapters, fabric, arrays, disks and networks.',
  shapes: [],
  metrics: channelMetrics,
  events: channelEvents,
  states: [],
  commands: [],
  errors: [],
  install(world) {
    const channel = new Channel(world);
    const bindings = new IoBindings(world, channel.flows);
    channel.gauges = new IoGauges(world, channel, bindings);
    world.ioAnswers = bindings;
    world.io = channel;
  },
};
