/**
 * What links carry.
 *
 * Fibre Channel of g Gb/s carries 100 * g MB/s of payload each way (8b/10b code). Ethernet carries
 * TCP payload in frames of a maximum transmission unit m:
 *
 *     payload = rate * (m - 40) / (m + 38)      40 bytes of IP and TCP headers, 38 around a frame
 *
 * A protocol with one session has one link's worth, however many links there are.
 *
 * Source: geometry of the frames; one session for NFS and for the software initiator of the first
 * generations are the design note's, from memory.
 */

/** MB/s of payload per Gb/s of Fibre Channel, each way. */
const FIBRE_CHANNEL_MBPS = 100;
/** Headers of IP and TCP in a frame, bytes. */
const HEADER_BYTES = 40;
/** Preamble, Ethernet header, check sequence and gap around a frame, bytes. */
const FRAME_BYTES = 38;
/** Bits in a byte; a MB/s is 8 Mbit/s. */
const BITS = 8;

/** Payload of a Fibre Channel link each way, MB/s. @param gigabits 1, 2, 4, 8, 16. */
export function fibreChannelMBps(gigabits: number): number {
  return FIBRE_CHANNEL_MBPS * gigabits;
}

/** TCP payload of an Ethernet link each way, MB/s. @param unitBytes maximum transmission unit. */
export function ethernetMBps(megabits: number, unitBytes = 1500): number {
  return ((megabits / BITS) * (unitBytes - HEADER_BYTES)) / (unitBytes + FRAME_BYTES);
}

/** What sessions carry over equal links together, each over one link, MB/s. */
export function sessionsMBps(linkMBps: number, links: number, sessions: number): number {
  return linkMBps * Math.min(links, sessions);
}
