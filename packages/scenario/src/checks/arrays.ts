/** Arrays, RAID groups and limits that contradict themselves. */
import { type ArraySpec, fewestDisks, type RaidSpec, type ThroughputSpec } from '@vdcsim/core';
import type { Place } from '../document/tree.ts';
import type { Thing } from '../load/things.ts';
import { formatQuantity } from '../values/index.ts';
import { type Checked, type Inventory, placeOfPart } from './inventory.ts';

export function checkArrays(inventory: Inventory): void {
  for (const array of inventory.arrays) {
    const { thing, spec } = array;
    for (const group of spec.raidGroups) {
      checkRaid(group, thing, 'raidGroups', inventory);
      checkGroupSpace(group, array, inventory);
    }
    checkLuns(array, inventory);
    checkThroughput(spec.throughput, thing, inventory);
  }
  for (const { thing, spec } of inventory.hosts) {
    for (const disk of spec.localDisks ?? []) checkRaid(disk, thing, 'localDisks', inventory);
  }
  for (const { thing, spec } of [...inventory.nas, ...inventory.datastores]) {
    checkThroughput(spec.throughput, thing, inventory);
  }
}

function checkRaid(
  { name, raid, spindles }: RaidSpec,
  thing: Thing,
  key: string,
  { problems }: Inventory,
): void {
  const fewest = fewestDisks(raid);
  const has = `${name} has ${spindles} spindle${spindles === 1 ? '' : 's'}`;
  const place = placeOfPart(thing, [key, name]);
  if (spindles < fewest) {
    const other = spindles === 1 ? 'raid0' : spindles === 2 ? 'raid1' : 'raid5';
    const remedy = `add some, or write "raid: ${other}"`;
    problems.error(place, 'BAD_RAID', `${has}, ${raid} needs ${fewest}`, remedy);
  } else if (raid === 'raid1' && spindles > 2) {
    problems.error(place, 'BAD_RAID', `${has}, raid1 mirrors two`, 'write "raid: raid10"');
  } else if (raid === 'raid10' && spindles % 2 === 1) {
    problems.error(place, 'BAD_RAID', `${has}, raid10 needs pairs`, 'write an even number');
  }
}

/** The LUNs on a group fit into it, where its size is known. */
function checkGroupSpace(
  { name, sizeMiB }: RaidSpec,
  { thing, spec }: Checked<ArraySpec>,
  { problems }: Inventory,
): void {
  if (sizeMiB === undefined) return;
  const sole = spec.raidGroups.length === 1 ? name : undefined;
  let needMiB = 0;
  for (const lun of spec.luns) if ((lun.raidGroup ?? sole) === name) needMiB += lun.sizeMiB;
  if (needMiB <= sizeMiB) return;
  const what =
    `${name} has ${formatQuantity(sizeMiB, 'size')}, ` +
    `its LUNs need ${formatQuantity(needMiB, 'size')}`;
  const place = placeOfPart(thing, ['raidGroups', name]);
  problems.error(place, 'NO_SPACE', what, 'make it larger, or the LUNs smaller');
}

/** Where there are several groups, each LUN says on which one it lies. */
function checkLuns({ thing, spec }: Checked<ArraySpec>, { problems }: Inventory): void {
  if (spec.raidGroups.length < 2) return;
  const first = spec.raidGroups[0]!.name;
  for (const lun of spec.luns) {
    if (lun.raidGroup !== undefined) continue;
    const place = placeOfPart(thing, ['luns', lun.name]);
    const what = `${lun.name} is in no RAID group of ${spec.name}`;
    problems.error(place, 'BAD_PLACE', what, `write "raidGroup: ${first}"`);
  }
}

function checkThroughput(
  throughput: ThroughputSpec | undefined,
  thing: Thing,
  { problems }: Inventory,
): void {
  if (throughput === undefined) return;
  const place: Place = placeOfPart(thing, ['throughput']);
  const { readMBps, writeMBps, combinedMBps, iops, curve = [] } = throughput;
  const limits = [readMBps, writeMBps, combinedMBps, iops].filter((each) => each !== undefined);
  if (limits.length === 0 && curve.length === 0) {
    const remedy = 'write read, write, combined or iops';
    problems.error(place, 'BAD_VALUE', 'throughput limits nothing', remedy);
  }
  for (const [i, { streams }] of curve.entries()) {
    if (i === 0 || streams > curve[i - 1]!.streams) continue;
    const what = `curve: ${streams} streams after ${curve[i - 1]!.streams}`;
    problems.error(place, 'BAD_VALUE', what, 'write the points in rising order, each once');
  }
}
