/**
 * Limits of outstanding requests on the way to a device: how many are in force, what of a latency
 * is spent before them and what behind.
 *
 * A queue of D slots is a weight of its own at the device's level l, see the solver's queues:
 *
 *     rate of the queue      g(l) = min(D l, sum of what its members would have)
 *     behind the slots       1 / l for all
 *     before the slots       window / x - 1 / l        closed or backlogged streams
 *                            1 / (D l)                 an open stream in a full queue that gets
 *                                                      its wish: one turn of a slot
 *                            0                         where the queue is not full
 *
 * So the whole latency is the sum of both, and N = X R holds before and behind.
 *
 * Source: design note, rule B; a request of a lone user of a queue is not held back for others
 * (VSRM, ADV: scheduled requests outstanding). Checked against single requests: two queues of 32,
 * one user of 64 against four of 16 make 797 and 4 x 199 a second, 40.1 ms before and behind.
 *
 * Simplification: the wait of an open stream in a full queue is a slot's turn, 1.3 ms where a
 * simulation of requests has 3.3 (design note).
 */
import { assert } from '../../engine/errors.ts';

/**
 * Slots in force: a lone user has all that the device takes, several share the scheduler's number.
 *
 * @param deviceSlots that the device takes. @param sharedSlots that the scheduler hands out where
 *   several are active. @param users active now.
 */
export function slotsInForce(deviceSlots: number, sharedSlots: number, users: number): number {
  return users > 1 ? Math.min(deviceSlots, sharedSlots) : deviceSlots;
}

/** Latency before the slots of a queue for a closed or backlogged stream, seconds. */
export function closedQueueSeconds(window: number, rate: number, level: number): number {
  assert(rate > 0 && level > 0, 'a stream without rate waits for ever');
  return Math.max(0, window / rate - 1 / level);
}

/** The same for an open stream that gets its wish, seconds. */
export function openQueueSeconds(slots: number, level: number, isFull: boolean): number {
  return isFull ? 1 / (slots * level) : 0;
}
