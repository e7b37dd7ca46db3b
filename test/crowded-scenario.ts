/**
 * A little of everything that could depend on an order: ties at one instant, random bursts, nested
 * pools, names dealt out, a restart queue, and keys changed while the simulation runs.
 */
export const crowdedScenario = `vdcsim: 1
name: Crowded
start: 2007-05-21 09:00
duration: 90 min
seed: 11
record: { interval: 1 min }
hosts:
  - { name: left1..3, memory: 8 GiB, tags: { rack: left } }
  - { name: right1..3, platform: esx5, memory: 12 GiB, cpu: { speed: 3 GHz } }
  - { name: alone, memory: 4 GiB }
clusters:
  - { name: left, hosts: rack=left, ha: { restartPriority: low } }
  - { name: right, hosts: right*, ha: { restartPriority: high } }
pools:
  - { name: gold, cluster: right, allocation: { cpu: { shares: high, reservation: 20% } } }
  - { name: ruby, parent: gold, allocation: { cpu: { shares: 3000, limit: 5 GHz } } }
  - { name: opal, parent: gold, allocation: { cpu: { reservation: 2 GHz, expandable: false } } }
  - { name: tin, cluster: right, allocation: { cpu: { shares: low } } }
workloads:
  - name: bursts
    kind: bursty
    low: { cpu: 5% }
    high: { cpu: 95% }
    burst: { dist: exponential, mean: 20 s }
    pause: { dist: weibull, mean: 40 s, shape: 0.7 }
  - { name: day, kind: diurnal, low: { cpu: 10% }, high: { cpu: 90% }, peakAt: 09:45 }
  - name: shifts
    kind: phases
    phases: [{ for: 3 min, demand: { cpu: 80% } }, { for: 2 min, demand: { cpu: 1 GHz } }]
  - { name: calm, kind: steady, demand: { cpu: 15% } }
templates:
  - { name: small, memory: 512 MiB, workload: bursts }
  - { name: large, memory: 2 GiB, vcpus: 2, workload: day, guestClock: steal-aware }
vms:
  - { name: a1..9, template: small, cluster: left }
  - { name: b1..5, template: large, host: left1..3, restartPriority: medium }
  - { name: c1..6, template: small, pool: ruby, workload: shifts, tags: { tier: silver } }
  - { name: d1..6, template: large, pool: opal, tags: { tier: gold } }
  - { name: e1..4, template: small, pool: tin, restartPriority: disabled }
  - { name: f1..2, memory: 1 GiB, host: alone, workload: calm }
timeline:
  - { at: +10 min, fail: left2 }
  - { at: +10 min, fail: right1 }
  - { at: +10 min, suspend: c1..2 }
  - { at: +17 min, set: { vms(c*).workload: calm, pools(tin).allocation.cpu.shares: high } }
  - { at: +20 min, fail: left1 }
  - { at: +25 min, fail: alone }
  - { at: +40 min, repair: left1..2 }
  - { at: +40 min, repair: right1 }
  - { at: +45 min, reset: tier=gold, every: 10 min }
  - { at: +50 min, resume: tier=silver }
  - { at: +55 min, repair: alone }
expect:
  - { event: vm.restarted, of: a*, atLeast: 1 }
  - { metric: vm.cpu.readyPercent, of: all, during: +1 min..end, aggregate: p95, atMost: 100% }
`;
