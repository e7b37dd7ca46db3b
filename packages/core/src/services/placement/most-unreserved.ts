import type { PlacementCandidate, PlacementPolicy } from '../../inventory/placement-port.ts';

/**
 * The host with most unreserved capacity: of CPU and memory the scarcer fraction decides, then the
 * sum of both, then the host's name order. Source: VSAV, HA restarts on the hosts with most
 * unreserved capacity; how the two resources are weighed is an assumption.
 */
export const mostUnreserved: PlacementPolicy = {
  name: 'most-unreserved',
  choose(_vm, candidates) {
    let best: PlacementCandidate | undefined;
    let bestScarcer = 0;
    let bestSum = 0;
    for (const candidate of candidates) {
      const cpu = candidate.unreservedMHz / candidate.host.capacityMHz;
      const memory = candidate.unclaimedMemoryMiB / candidate.host.memoryMiB;
      const scarcer = Math.min(cpu, memory);
      const sum = cpu + memory;
      const better = scarcer > bestScarcer || (scarcer === bestScarcer && sum > bestSum);
      if (best === undefined || better) {
        best = candidate;
        bestScarcer = scarcer;
        bestSum = sum;
      }
    }
    return best;
  },
};
