import { ethernetMBps, fibreChannelMBps } from '../../sharing/queueing/index.ts';

/**
 * What links carry by their signalling rates, which the language names: see transport.ts. 16 Gb of
 * Fibre Channel are coded otherwise and signal slower; they are taken at their name. Left out:
 * jumbo frames, retransmissions.
 */
const bits = 8;
const megabitsPerGigabit = 1000;

/** Signalling rates where nobody says one, MB/s. Source: language. */
export const defaultFibreChannelMBps = 500;
export const defaultEthernetMBps = 125;

/** Payload of a Fibre Channel link in one direction, MB/s; 500 MB/s (4 Gbps) carry 400. */
export function fibreChannelPayloadMBps(speedMBps: number): number {
  return fibreChannelMBps((speedMBps * bits) / megabitsPerGigabit);
}

/** Payload of an Ethernet link in one direction, MB/s; 125 MB/s (1 Gbps) carry 118.66. */
export function ethernetPayloadMBps(speedMBps: number): number {
  return ethernetMBps(speedMBps * bits);
}
