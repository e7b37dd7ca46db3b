import { checkArrays } from './arrays.ts';
import { checkCabling } from './cabling.ts';
import { checkClusters } from './clusters.ts';
import { checkDatastores } from './datastores.ts';
import { checkFit } from './fit.ts';
import { checkHosts } from './hosts.ts';
import type { Inventory } from './inventory.ts';
import { checkPlatformClaims } from './platform-claims.ts';
import { checkPools } from './pools.ts';
import { checkSpace } from './space.ts';
import { checkStorageClaims } from './storage-claims.ts';
import { checkVisibility } from './visibility.ts';
import { checkVmPlaces } from './vms.ts';

/** How everything that has a name fits together. */
export function checkAll(inventory: Inventory): void {
  checkHosts(inventory);
  checkClusters(inventory);
  checkPools(inventory);
  checkVmPlaces(inventory);
  checkFit(inventory);
  checkPlatformClaims(inventory);
  checkArrays(inventory);
  const isCabled = checkCabling(inventory);
  checkDatastores(inventory);
  checkSpace(inventory);
  checkStorageClaims(inventory);
  if (isCabled) checkVisibility(inventory);
}
