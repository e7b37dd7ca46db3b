/**
 * W3: every VM sends flows through its path and the one array that all share, at equal weights.
 *
 *     w3 HOSTS FLOWS
 */
import { raceOver } from './flow-race.ts';
import { overArray } from './flow-topologies.ts';

raceOver(overArray, Number(process.argv[2]), Number(process.argv[3]));
