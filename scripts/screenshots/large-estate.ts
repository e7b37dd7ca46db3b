const clusters = 30;

/** Rows of a cluster's VMs: how many, of what, on which workload. */
const ordinary = [
  ['web', 24, 1, 'office'],
  ['app', 18, 2, 'office'],
  ['db', 6, 4, 'steady'],
  ['old', 12, 1, 'idle'],
  ['batch', 12, 2, 'bursts'],
] as const;

/** Clusters that carry more than they should. */
const crowded: ReadonlySet<number> = new Set([7, 8, 16, 23]);

/**
 * A scenario of thirty clusters of ten hosts with some 2,300 VMs, four clusters of which are
 * crowded: for the picture of a large estate.
 */
export function largeEstate(): string {
  const lines = [
    'vdcsim: 1',
    'name: Thirty clusters on a Tuesday',
    'about: Where in a large estate do VMs wait?',
    'start: 2012-03-06 08:00',
    'duration: 8 h',
    'workloads:',
    '  - { name: office, kind: diurnal, low: { cpu: 4% }, high: { cpu: 26% }, peakAt: 11:00 }',
    '  - { name: steady, kind: steady, demand: { cpu: 22% } }',
    '  - { name: idle, kind: steady, demand: { cpu: 0.5% } }',
    '  - name: bursts',
    '    kind: bursty',
    '    low: { cpu: 3% }',
    '    high: { cpu: 95% }',
    '    burst: { dist: exponential, mean: 6 min }',
    '    pause: { dist: exponential, mean: 40 min }',
    'hosts:',
  ];
  const names = Array.from(
    { length: clusters },
    (_, place) => `c${String(place + 1).padStart(2, '0')}`,
  );
  for (const name of names) {
    const cpu = '{ sockets: 2, coresPerSocket: 4, speed: 2.66 GHz }';
    lines.push(`  - { name: ${name}-esx01..10, platform: esx5, cpu: ${cpu}, memory: 96 GiB }`);
  }
  lines.push('clusters:');
  for (const name of names) lines.push(`  - { name: ${name}, hosts: ${name}-esx*, ha: {} }`);
  lines.push('vms:');
  for (const [place, name] of names.entries()) {
    lines.push(...vmLines(name, crowded.has(place + 1) ? 3 : 1));
  }
  lines.push('timeline:');
  lines.push('  - { at: 09:40, fail: c13-esx04, note: Mainboard }', '');
  return lines.join('\n');
}

function vmLines(cluster: string, times: number): string[] {
  return ordinary.map(([kind, count, vcpus, workload]) => {
    const many = String(kind === 'old' ? count : count * times).padStart(2, '0');
    const tier = kind === 'db' ? 'gold' : 'silver';
    const place = `cluster: ${cluster}, host: ${cluster}-esx01..10, workload: ${workload}`;
    const name = `${cluster}-${kind}01..${many}`;
    return `  - { name: ${name}, vcpus: ${vcpus}, memory: 1 GiB, ${place}, tags: { tier: ${tier} } }`;
  });
}
