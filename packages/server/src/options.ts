/** What bounds the server; every number has a default that serves a class-room. */
export interface Limits {
  /** Runs at the same time. */
  readonly runs: number;
  /** Memory of one run's heap, MiB; half as much again may be used in all. */
  readonly runMemoryMiB: number;
  /** Longest time in which a run may not answer, seconds. */
  readonly sliceSeconds: number;
  /** The same while a scenario is being read and built, seconds. */
  readonly openSeconds: number;
  /** How long a run goes on when nobody looks, seconds. */
  readonly restSeconds: number;
  /** Largest scenario that is taken, bytes. */
  readonly uploadBytes: number;
  /** Largest body of any other request, bytes. */
  readonly bodyBytes: number;
  /** Requests from one address, a minute. */
  readonly requestsPerMinute: number;
  /** Of these, requests with a scenario. */
  readonly uploadsPerMinute: number;
  /** Viewers in all, and from one address. */
  readonly viewers: number;
  readonly viewersPerAddress: number;
  /** Largest message of a viewer, bytes. */
  readonly messageBytes: number;
  /** Messages of one viewer: lasting rate, and how many may come at once. */
  readonly messagesPerSecond: number;
  readonly messagesAtOnce: number;
  /** Wrong messages after which a viewer is closed. */
  readonly wrongMessages: number;
  /** Requests of one viewer that are not answered yet. */
  readonly openRequests: number;
  /** How long a connection may stay without `hello`, seconds. */
  readonly helloSeconds: number;
  /** What a viewer may have unread before frames are left out, bytes. */
  readonly unreadBytes: number;
  /** Distance of pings, seconds. */
  readonly beatSeconds: number;
  /** Events of a run that a later viewer is told. */
  readonly toldEvents: number;
}

export const defaultLimits: Limits = {
  runs: 8,
  runMemoryMiB: 1024,
  sliceSeconds: 10,
  openSeconds: 30,
  restSeconds: 60,
  uploadBytes: 2 * 1024 * 1024,
  bodyBytes: 64 * 1024,
  requestsPerMinute: 1200,
  uploadsPerMinute: 60,
  viewers: 200,
  viewersPerAddress: 50,
  messageBytes: 64 * 1024,
  messagesPerSecond: 50,
  messagesAtOnce: 200,
  wrongMessages: 10,
  openRequests: 32,
  helloSeconds: 5,
  unreadBytes: 512 * 1024,
  beatSeconds: 15,
  toldEvents: 2_000,
};

/** How a server is started. */
export interface ServerOptions {
  /** Files of the catalogue; the first is what a viewer sees who asks for nothing else. */
  readonly scenarios: readonly string[];
  /** Folder in which traces are looked for that do not lie beside their scenario. */
  readonly dataFolder?: string;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** 0: any free one. Default 8080. */
  readonly port?: number;
  /** Needed from whoever asks. Without one only loopback addresses are listened on. */
  readonly token?: string;
  /** Seed of the first run, instead of its scenario's. */
  readonly seed?: number;
  /** Whether the first run waits for `resume`. */
  readonly isPaused?: boolean;
  /**
   * The first run is at once brought to so many simulated seconds before the first command of its
   * timeline. Absent: it is shown from its beginning.
   */
  readonly leadSeconds?: number;
  /** Version of the product, for `welcome` and health. */
  readonly version: string;
  /** Folder of the page; default: where the visualizer is built. */
  readonly pageFolder?: string;
  readonly limits?: Partial<Limits>;
  /** Programs of the child processes, for tests: what they run instead. */
  readonly programs?: Partial<Programs>;
}

/** Modules that child processes run, as addresses of files. */
export interface Programs {
  readonly run: URL;
  readonly check: URL;
}
