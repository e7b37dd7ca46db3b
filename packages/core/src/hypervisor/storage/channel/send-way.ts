/**
 * What bytes cross from one machine to another: the adapter of the sender, outward, and that of the
 * receiver, inward; a half-duplex network once. A VM's bytes cross its own adapter, if it has one,
 * and that of its host; between machines on one host, no adapter of the host. A network does not
 * block.
 */
import type { Host, Vm } from '../../../inventory/entities.ts';
import type { SendPattern } from '../../../inventory/io-port.ts';
import type { Network, Nic } from '../../../inventory/storage/fabric-entities.ts';
import { type IoResources, READ, WRITE } from './io-resources.ts';

/** Bytes under way of one connection, 10^6: TCP without window scaling. Source: RFC 1323 [M]. */
export const sendWindowMB = 0.065536;

/** Resources of a way, each taking 1 a MB. */
export interface SendWay {
  readonly resources: readonly number[];
  readonly delaySeconds: number;
}

export function sendWay(io: IoResources, pattern: SendPattern): SendWay {
  const { from, to } = pattern;
  const network = pattern.network ?? networkOf(from, to);
  if (network === undefined) return { resources: [io.inHost], delaySeconds: 0 };
  const isLocal = from !== undefined && to !== undefined && hostOf(from) === hostOf(to);
  const resources: number[] = [];
  if (from !== undefined) {
    for (const nic of nicsOf(from, network, isLocal)) {
      resources.push(io.nics[2 * nic.index + WRITE]!);
    }
  }
  if (to !== undefined) {
    for (const nic of nicsOf(to, network, isLocal)) resources.push(io.nics[2 * nic.index + READ]!);
  }
  const shared = io.networks[network.index]!;
  if (shared >= 0 && !isLocal) resources.push(shared);
  if (resources.length === 0) resources.push(io.inHost);
  return { resources, delaySeconds: isLocal ? 0 : (network.spec.latencySeconds ?? 0) };
}

function hostOf(end: Host | Vm): Host | undefined {
  return end.kind === 'host' ? end : end.host;
}

/** The first network that all ends inside are on. */
function networkOf(from: Host | Vm | undefined, to: Host | Vm | undefined): Network | undefined {
  const one = from ?? to;
  if (one === undefined) return undefined;
  const there = to === undefined ? undefined : networksOf(to);
  return networksOf(one).find((network) => there?.includes(network) ?? true);
}

function networksOf(end: Host | Vm): Network[] {
  const nics = end.nics.length > 0 ? end.nics : (hostOf(end)?.nics ?? []);
  return nics.map(({ network }) => network);
}

/** Adapters that an end's bytes cross, its own first. */
function nicsOf(end: Host | Vm, network: Network, isLocal: boolean): Nic[] {
  const on = (nics: readonly Nic[]): Nic[] => {
    const nic = nics.find((each) => each.network === network);
    return nic === undefined ? [] : [nic];
  };
  if (end.kind === 'host') return isLocal ? [] : on(end.nics);
  return isLocal ? on(end.nics) : [...on(end.nics), ...on(end.host?.nics ?? [])];
}
