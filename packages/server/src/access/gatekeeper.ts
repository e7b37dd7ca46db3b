import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ServerError } from '../server-error.ts';
import { hostName, isLoopback } from './addresses.ts';

/** A secret that nobody guesses: 192 random bits, in letters that an address can hold. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** Compares in a time that does not tell how much of it is right. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/**
 * Says who may ask at all. Pages of other origins may not, since a browser would lend them the way
 * to a server that listens on the loopback address. Without a token the server also answers to
 * loopback names only: a stranger's page could give its own name this address (DNS rebinding).
 */
export class Gatekeeper {
  private readonly token: string | undefined;

  constructor(token: string | undefined) {
    this.token = token;
  }

  /** @throws ServerError BAD_ORIGIN */
  checkOrigin(request: IncomingMessage): void {
    const { origin, host } = request.headers;
    this.checkHost(host);
    if (origin === undefined) return;
    if (originHost(origin) === host?.toLowerCase()) return;
    throw new ServerError('BAD_ORIGIN', 'a page of another origin may not do this');
  }

  /** @throws ServerError BAD_ORIGIN */
  checkHost(host: string | undefined): void {
    const name = hostName(host);
    if (name !== undefined && (this.token !== undefined || isLoopback(name))) return;
    const message = 'this server answers to localhost only; give it a token to let others ask';
    throw new ServerError('BAD_ORIGIN', message);
  }

  /** @throws ServerError TOKEN_NEEDED */
  checkToken(request: IncomingMessage): void {
    if (this.token === undefined) return;
    const given = bearerOf(request.headers.authorization) ?? tokenOf(request.url ?? '');
    if (given !== undefined && isSameSecret(given, this.token)) return;
    throw new ServerError('TOKEN_NEEDED', 'the token is missing or wrong');
  }
}

/** Host and port of an origin; undefined for `null` and for what is no origin. */
function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
}

function tokenOf(url: string): string | undefined {
  const start = url.indexOf('?');
  if (start < 0) return undefined;
  return new URLSearchParams(url.slice(start + 1)).get('token') ?? undefined;
}
