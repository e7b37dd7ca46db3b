import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Whether an address to listen on can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1' || host === '[::1]') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}

/** Host part of a `Host` header, without its port; undefined where it is none. */
export function hostName(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  return /^(\[[0-9a-f:.]+\]|[^:/@\s]+)(:\d{1,5})?$/i.exec(header)?.[1]?.toLowerCase();
}

/** `http://127.0.0.1:8080/`; an address of version 6 stands in brackets. */
export function urlOf(host: string, port: number): string {
  const isBare = isIP(host) === 6;
  return `http://${isBare ? `[${host}]` : host}:${port}/`;
}

/** An address that a browser can open, of a server that listens on `host`. */
export function reachableHost(host: string): string {
  if (host !== '0.0.0.0' && host !== '::') return host;
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const open = all.find(({ internal, family }) => !internal && family === 'IPv4');
  return open?.address ?? '127.0.0.1';
}
