/**
 * W5: every VM sends flows through its adapter, one of 16 array ports and one of 40 RAID groups,
 * with weights of 1 to 3; every fourth VM has a cap.
 *
 *     w5 HOSTS FLOWS
 */
import { raceOver } from './flow-race.ts';
import { overGroups } from './flow-topologies.ts';

raceOver(overGroups, Number(process.argv[2]), Number(process.argv[3]));
