/**
 * Requests one by one at one device: what the laws of this folder are held against. It shares
 * nothing with them: an event loop of its own, servers that are exactly first come first served or
 * exactly shared, arrivals and services drawn from seeded streams.
 */
import { ln } from '../../engine/maths.ts';
import { namedStream, type RandomStream } from '../../engine/random.ts';

/** Where requests come from. */
export interface Source {
  /** Closed: requests kept outstanding, or users who think between two requests. */
  readonly outstanding?: number;
  /** Mean time from an answer to the next request of the same user, seconds; default 0. */
  readonly thinkSeconds?: number;
  /** Open: arrivals a second, by chance. */
  readonly rate?: number;
  /** Queue on the way whose slots it shares; default: none. */
  readonly queue?: number;
  /** Against the others in that queue; default 1. */
  readonly shares?: number;
}

export interface Setting {
  readonly servers: number;
  readonly serviceSeconds: number;
  /** Exponential stages that a service has; default 1. */
  readonly stages?: number;
  readonly discipline?: 'fcfs' | 'shared';
  readonly sources: readonly Source[];
  /** Slots of each queue on the way. */
  readonly slots?: readonly number[];
  /** Requests to answer, the first tenth of which is not measured. */
  readonly requests: number;
  readonly run?: number;
}

/** What one source saw. */
export interface Seen {
  readonly rate: number;
  readonly meanSeconds: number;
  /** Part of the mean before a slot was had. */
  readonly queueSeconds: number;
  /** Latency that 95 % stay below. */
  readonly p95Seconds: number;
}

interface Request {
  readonly source: number;
  readonly askedAt: number;
  sentAt: number;
  left: number;
}

class Server {
  readonly requests: Request[] = [];
  /** Date of the next completion. */
  nextAt = Infinity;
  private movedAt = 0;
  private readonly isShared: boolean;

  constructor(isShared: boolean) {
    this.isShared = isShared;
  }

  add(request: Request, now: number): void {
    this.move(now);
    this.requests.push(request);
    this.expect(now);
  }

  /** Takes the request out that is done. */
  complete(now: number): Request {
    this.move(now);
    let first = 0;
    if (this.isShared) {
      this.requests.forEach((request, i) => {
        if (request.left < this.requests[first]!.left) first = i;
      });
    }
    const [done] = this.requests.splice(first, 1);
    this.expect(now);
    return done!;
  }

  private move(now: number): void {
    const served = now - this.movedAt;
    this.movedAt = now;
    const { requests } = this;
    if (!this.isShared) {
      if (requests.length > 0) requests[0]!.left -= served;
      return;
    }
    for (const request of requests) request.left -= served / requests.length;
  }

  private expect(now: number): void {
    const { requests } = this;
    if (requests.length === 0) this.nextAt = Infinity;
    else if (!this.isShared) this.nextAt = now + requests[0]!.left;
    else {
      let least = Infinity;
      for (const { left } of requests) least = Math.min(least, left);
      this.nextAt = now + least * requests.length;
    }
  }
}

class Simulation {
  private readonly setting: Setting;
  private readonly servers: Server[];
  private readonly arrivals: RandomStream;
  private readonly services: RandomStream;
  private readonly places: RandomStream;
  private readonly nextArrival: number[];
  private readonly thinking: number[];
  /** Requests that wait for a slot, by source. */
  private readonly waiting: Request[][];
  private readonly inSlots: number[];
  private readonly latencies: number[][];
  private readonly waits: number[];
  private now = 0;
  private answered = 0;
  private measuredFrom = 0;

  constructor(setting: Setting) {
    this.setting = setting;
    const run = setting.run ?? 0;
    this.arrivals = namedStream(20070101, run, 'arrivals');
    this.services = namedStream(20070101, run, 'services');
    this.places = namedStream(20070101, run, 'places');
    const isShared = setting.discipline === 'shared';
    this.servers = Array.from({ length: setting.servers }, () => new Server(isShared));
    this.nextArrival = setting.sources.map(({ rate = 0 }) =>
      rate > 0 ? this.exponential(this.arrivals, 1 / rate) : Infinity,
    );
    this.thinking = setting.sources.map(({ outstanding = 0 }) => outstanding);
    this.waiting = setting.sources.map(() => []);
    this.inSlots = setting.sources.map(() => 0);
    this.latencies = setting.sources.map(() => []);
    this.waits = setting.sources.map(() => 0);
  }

  run(): Seen[] {
    const { sources, requests } = this.setting;
    sources.forEach(({ thinkSeconds = 0, outstanding = 0 }, i) => {
      if (thinkSeconds === 0) for (let k = 0; k < outstanding; k++) this.ask(i);
      else this.rethink(i);
    });
    while (this.answered < requests) this.step();
    const seconds = this.now - this.measuredFrom;
    return this.latencies.map((latencies, i) => {
      const sum = latencies.reduce((total, latency) => total + latency, 0);
      const sorted = Float64Array.from(latencies).sort();
      return {
        rate: latencies.length / seconds,
        meanSeconds: sum / latencies.length,
        queueSeconds: this.waits[i]! / latencies.length,
        p95Seconds: sorted[Math.floor(0.95 * sorted.length)]!,
      };
    });
  }

  private exponential(stream: RandomStream, mean: number): number {
    return -mean * ln(stream.uniform());
  }

  private step(): void {
    let at = Infinity;
    let source = -1;
    let server = -1;
    this.nextArrival.forEach((date, i) => {
      if (date >= at) return;
      at = date;
      source = i;
    });
    this.servers.forEach(({ nextAt }, i) => {
      if (nextAt >= at) return;
      at = nextAt;
      source = -1;
      server = i;
    });
    this.now = at;
    if (source >= 0) this.arrive(source);
    else this.answer(this.servers[server]!.complete(at));
  }

  /** Thinking is exponential, so the next of all who think may be drawn anew at each change. */
  private rethink(source: number): void {
    const { thinkSeconds = 0 } = this.setting.sources[source]!;
    const count = this.thinking[source]!;
    this.nextArrival[source] =
      count > 0 ? this.now + this.exponential(this.arrivals, thinkSeconds / count) : Infinity;
  }

  private arrive(source: number): void {
    const { rate } = this.setting.sources[source]!;
    this.ask(source);
    if (rate !== undefined) {
      this.nextArrival[source] = this.now + this.exponential(this.arrivals, 1 / rate);
      return;
    }
    this.thinking[source]!--;
    this.rethink(source);
  }

  private ask(source: number): void {
    const request = { source, askedAt: this.now, sentAt: 0, left: 0 };
    const { queue } = this.setting.sources[source]!;
    if (queue === undefined) {
      this.send(request);
      return;
    }
    this.waiting[source]!.push(request);
    this.handOn(queue);
  }

  private usedSlots(queue: number): number {
    let used = 0;
    this.setting.sources.forEach((source, i) => {
      if (source.queue === queue) used += this.inSlots[i]!;
    });
    return used;
  }

  private send(request: Request): void {
    const { serviceSeconds, stages = 1 } = this.setting;
    this.inSlots[request.source]!++;
    request.sentAt = this.now;
    for (let k = 0; k < stages; k++) {
      request.left += this.exponential(this.services, serviceSeconds / stages);
    }
    const place = Math.floor(this.places.uniform() * this.servers.length);
    this.servers[place]!.add(request, this.now);
  }

  private answer(request: Request): void {
    const { source } = request;
    const { requests, sources } = this.setting;
    this.answered++;
    this.inSlots[source]!--;
    if (this.answered === Math.floor(requests / 10)) this.measuredFrom = this.now;
    if (this.measuredFrom > 0) {
      this.latencies[source]!.push(this.now - request.askedAt);
      this.waits[source]! += request.sentAt - request.askedAt;
    }
    const { queue, rate, thinkSeconds = 0 } = sources[source]!;
    if (rate === undefined && thinkSeconds > 0) {
      this.thinking[source]!++;
      this.rethink(source);
    } else if (rate === undefined) this.ask(source);
    if (queue !== undefined) this.handOn(queue);
  }

  /** A free slot goes to who has fewest for its shares. */
  private handOn(queue: number): void {
    if (this.usedSlots(queue) >= this.setting.slots![queue]!) return;
    let next = -1;
    let fewest = Infinity;
    this.setting.sources.forEach((source, i) => {
      if (source.queue !== queue || this.waiting[i]!.length === 0) return;
      const slots = this.inSlots[i]! / (source.shares ?? 1);
      if (slots >= fewest) return;
      fewest = slots;
      next = i;
    });
    if (next >= 0) this.send(this.waiting[next]!.shift()!);
  }
}

/** Runs a setting request by request. */
export function simulateRequests(setting: Setting): Seen[] {
  return new Simulation(setting).run();
}
