/**
 * What is streamed: every VM changes its demand every few simulated seconds, at instants of its
 * own, so that each frame has many changes. A host fails and is repaired each day.
 */
export function streamedScenario(vms: number): string {
  const hosts = Math.ceil(vms / 10);
  return `vdcsim: 1
name: Streamed
duration: 30 d
hosts:
  - name: host${digits(1)}..${digits(hosts)}
    platform: esx4
    cpu: { sockets: 1, coresPerSocket: 4, speed: 2 GHz }
    memory: 32 GiB
clusters: [{ name: farm, hosts: host*, ha: { restartPriority: medium } }]
workloads:
  - name: office
    kind: bursty
    low: { cpu: 5% }
    high: { cpu: 60% }
    burst: { dist: exponential, mean: 30 s }
    pause: { dist: exponential, mean: 60 s }
vms:
  - { name: vm${digits(1)}..${digits(vms)}, memory: 2 GiB, cluster: farm, workload: office }
timeline:
  - { at: +1 h, every: 1 d, fail: host${digits(1)} }
  - { at: +2 h, every: 1 d, repair: host${digits(1)} }
record: { interval: 5 min, metrics: [host.cpu.usedPercent, vm.cpu.readyPercent] }
`;
}

function digits(number: number): string {
  return String(number).padStart(5, '0');
}
