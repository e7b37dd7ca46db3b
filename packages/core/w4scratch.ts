import { simulate } from './src/index.ts';
const H = Number(process.argv[2] ?? 1000), K = 288;
const N = H * 10;
const st = new Int32Array(N); for (let i = 0; i < N; i++) st[i] = Math.imul(i + 1, 2654435761);
const cpu = { sockets: 1, coresPerSocket: 4, threadsPerCore: 1, speedMHz: 2000 };
const pad = (i: number) => String(i).padStart(6, '0');
const hosts = Array.from({ length: H }, (_, i) => ({ name: 'h' + pad(i), platform: 'esx5', cpu, memoryMiB: 65536, power: 'powered-on' as const, tags: {} }));
const shared = { vcpus: 1, memoryMiB: 512, workload: 'w', guestClock: 'ticks' as const, allocation: {}, boot: [], power: 'powered-on' as const, tags: {} };
const vms = Array.from({ length: N }, (_, i) => ({ ...shared, name: 'v' + pad(i), host: 'h' + pad(Math.floor(i / 10)) }));
const source = { periodSeconds: 300, length: Infinity, columns: N, unit: 'MHz' as const, sample: (i: number) => { let x = st[i]!; x ^= x << 13; x ^= x >>> 17; x ^= x << 5; st[i] = x; return 2000 * ((x >>> 0) / 4294967296); } };
const t0 = performance.now();
const sim = simulate({ name: 'w4', startEpochSeconds: 0, durationSeconds: 300 * K, seed: 1, platforms: [], hosts, clusters: [], pools: [], workloads: [{ name: 'w', kind: 'trace', source, replay: 'lose' }], vms, timeline: [], record: { intervalSeconds: 300, metrics: ['vm.cpu.usedMHz', 'vm.cpu.readyPercent', 'vm.cpu.demandMHz', 'host.cpu.usedMHz', 'host.cpu.readyPercent'] }, expect: [] }, { stats: ['mean', 'max'], percentiles: false });
const t1 = performance.now(); const c0 = process.cpuUsage();
sim.runToEnd();
const c = process.cpuUsage(c0);
console.log(`H=${H} setup ${(t1 - t0).toFixed(0)} ms run ${(performance.now() - t1).toFixed(0)} ms cpu ${((c.user + c.system) / 1e3).toFixed(0)} ms per update ${(((c.user + c.system) * 1e3) / (N * K)).toFixed(1)} ns rss ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
let work = 0; for (let h = 0; h < H; h++) { const s = sim.recorder.series('host.cpu.usedMHz', h)!; for (const m of s.mean!) work += m * 300; }
console.log((work * 1e6).toExponential(9));
