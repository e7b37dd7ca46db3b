/**
 * What a link carries of payload, from its signalling rate.
 *
 * Fibre Channel of 1 to 16 Gb carries 100 MB/s each Gb and direction: 4 Gb 400 MB/s (the coding
 * takes two of ten bits; what 16 Gb codes otherwise it signals slower). Ethernet carries TCP's
 * payload at an MTU of 1500 bytes: 118.66 MB/s of 1 Gbps, 1448 of 1538 bytes less what the clock
 * rounds. Source: MODELS 3.2. Left out: jumbo frames, retransmissions, 8b/10b against 64b/66b.
 */
const fibreChannelPayload = 0.8;
const ethernetPayload = 118.66 / 125;

/** Signalling rates where nobody says one, MB/s. Source: language. */
export const defaultFibreChannelMBps = 500;
export const defaultEthernetMBps = 125;

/** Payload of a Fibre Channel link in one direction, MB/s; 500 MB/s (4 Gbps) carry 400. */
export function fibreChannelPayloadMBps(speedMBps: number): number {
  return speedMBps * fibreChannelPayload;
}

/** Payload of an Ethernet link in one direction, MB/s; 125 MB/s (1 Gbps) carry 118.66. */
export function ethernetPayloadMBps(speedMBps: number): number {
  return speedMBps * ethernetPayload;
}
