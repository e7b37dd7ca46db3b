/** What a program of the race prints when it is done, as one line of JSON. */
export interface Measurement {
  /** Result of the workload; the same for all who ran it. */
  readonly check: number;
  /** Events, or updates of a VM's demand. */
  readonly operations: number;
  /** CPU time of the run phase in all threads: compiling and collecting garbage included. */
  readonly cpuSeconds: number;
  /** Time of the run phase by the clock on the wall. */
  readonly wallSeconds: number;
  /** Largest memory of the whole process. */
  readonly peakRssMiB: number;
  /** Further numbers, by names that end in their unit. */
  readonly parts?: Readonly<Record<string, number>>;
}

export interface Span {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

/** Runs something once and says what it took. */
export function timed(run: () => void): Span {
  const wallStart = performance.now();
  const cpuStart = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(cpuStart);
  const wallSeconds = (performance.now() - wallStart) / 1e3;
  return { cpuSeconds: (user + system) / 1e6, wallSeconds };
}

/** Prints the measurement, with this process's peak of memory. */
export function printMeasurement(measurement: Omit<Measurement, 'peakRssMiB'>): void {
  const peakRssMiB = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ ...measurement, peakRssMiB }));
}
