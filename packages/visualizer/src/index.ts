/**
 * The visualizer's parts that do without a page: state of a watched run, and drawings. The page
 * itself starts in `main.tsx`.
 */
export * from './draw/index.ts';
export { formatAddress, parseAddress } from './state/address.ts';
export { type Health, hostHealths, type Tables, vmHealths, worstHealth } from './state/health.ts';
export { inventoryOf } from './state/inventory.ts';
export { receive } from './state/receive.ts';
export { Store } from './state/store.ts';
