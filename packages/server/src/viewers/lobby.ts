import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Gatekeeper } from '../access/gatekeeper.ts';
import { ServerError } from '../server-error.ts';
import { goingAway, type Host, Viewer } from './viewer.ts';

/** Where viewers connect. */
const path = '/ws';

/** Lets viewers in, as far as there is room, and listens to their hearts. */
export class Lobby {
  private readonly host: Host;
  private readonly gatekeeper: Gatekeeper;
  private readonly sockets: WebSocketServer;
  private readonly viewers = new Set<Viewer>();
  private readonly addresses = new Map<string, number>();
  private readonly heart: NodeJS.Timeout;
  private isClosing = false;

  constructor(host: Host, gatekeeper: Gatekeeper) {
    this.host = host;
    this.gatekeeper = gatekeeper;
    this.sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: host.limits.messageBytes,
      perMessageDeflate: false,
    });
    this.heart = setInterval(() => this.beat(), host.limits.beatSeconds * 1000);
    this.heart.unref();
  }

  /** Viewers that are connected. */
  get size(): number {
    return this.viewers.size;
  }

  /** A request to become a WebSocket. What is refused is told as an HTTP answer. */
  readonly upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // The other end may be gone at any time; what it lacks then is nobody's loss.
    socket.on('error', () => socket.destroy());
    try {
      this.check(request);
    } catch (error) {
      refuse(socket, ServerError.of(error));
      return;
    }
    this.sockets.handleUpgrade(request, socket, head, (accepted) => {
      const leave = this.enter(addressOf(request));
      const viewer = new Viewer(accepted, this.host);
      this.viewers.add(viewer);
      accepted.on('close', () => {
        this.viewers.delete(viewer);
        leave();
      });
    });
  };

  /** Tells all viewers that the server goes away, and lets nobody in any more. */
  close(): void {
    this.isClosing = true;
    clearInterval(this.heart);
    for (const viewer of this.viewers) viewer.close(goingAway, 'the server stops');
  }

  private check(request: IncomingMessage): void {
    const target = (request.url ?? '').split('?', 1)[0];
    if (target !== path) throw new ServerError('NO_SUCH_PLACE', `viewers connect to ${path}`);
    this.gatekeeper.checkOrigin(request);
    this.gatekeeper.checkToken(request);
    const { viewers, viewersPerAddress } = this.host.limits;
    const ofAddress = this.addresses.get(addressOf(request)) ?? 0;
    const isFull = this.viewers.size >= viewers || ofAddress >= viewersPerAddress;
    if (isFull || this.isClosing) {
      throw new ServerError('TOO_BUSY', 'as many viewers watch as there may be');
    }
  }

  /** Counts a viewer of an address; returns what ends that. */
  private enter(address: string): () => void {
    this.addresses.set(address, (this.addresses.get(address) ?? 0) + 1);
    return () => {
      const left = (this.addresses.get(address) ?? 1) - 1;
      if (left === 0) this.addresses.delete(address);
      else this.addresses.set(address, left);
    };
  }

  private beat(): void {
    for (const viewer of this.viewers) viewer.beat();
  }
}

function addressOf(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? '';
}

function refuse(socket: Duplex, error: ServerError): void {
  const { code, message, status } = error;
  const body = JSON.stringify({ code, message });
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Connection: close',
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}
