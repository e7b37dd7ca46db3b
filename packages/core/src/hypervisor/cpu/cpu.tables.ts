import type { EventSpec, MetricSpec, ShapeSpec } from '../../declare/index.ts';

const vmGauge = (name: string, unit: string, doc: string): MetricSpec => ({
  name,
  entity: 'vm',
  kind: 'gauge',
  unit,
  doc,
});
const hostGauge = (name: string, unit: string, doc: string): MetricSpec => ({
  ...vmGauge(name, unit, doc),
  entity: 'host',
});

export const cpuMetrics: readonly MetricSpec[] = [
  {
    ...vmGauge(
      'vm.cpu.demandMHz',
      'MHz',
      'What the guest wants, whether it gets it or not, and what it costs to run it.',
    ),
    vsphere: 'cpu.demand.average',
  },
  {
    ...vmGauge('vm.cpu.usedMHz', 'MHz', 'What the host gave it, overhead included.'),
    vsphere: 'cpu.usagemhz.average',
  },
  {
    ...vmGauge('vm.cpu.usedPercent', '%', 'Time in which a vCPU ran: the mean of its vCPUs.'),
    vsphere: 'cpu.usage.average',
    esxtop: '%RUN',
  },
  {
    ...vmGauge(
      'vm.cpu.readyPercent',
      '%',
      'Time in which a vCPU could have run and waited for a core: the mean of its vCPUs.',
    ),
    vsphere: 'cpu.ready.summation',
    esxtop: '%RDY',
  },
  {
    ...vmGauge(
      'vm.cpu.coStopPercent',
      '%',
      'Time in which a vCPU stood still for its siblings to catch up: the mean of its vCPUs.',
    ),
    vsphere: 'cpu.costop.summation',
    esxtop: '%CSTP',
  },
  {
    ...vmGauge(
      'vm.cpu.limitedPercent',
      '%',
      'The part of ready time for which a limit, its own or a pool has, was the reason.',
    ),
    vsphere: 'cpu.maxlimited.summation',
    esxtop: '%MLMTD',
  },
  vmGauge('vm.cpu.overheadMHz', 'MHz', 'The part of its use that its guest does not see.'),
  vmGauge(
    'vm.guest.cpuPercent',
    '%',
    'What the guest shows: counting ticks, it takes waiting for work; aware of steal, it does not.',
  ),
  vmGauge('vm.guest.stealPercent', '%', 'What a steal-aware guest shows as stolen.'),
  hostGauge('host.cpu.demandMHz', 'MHz', 'What its VMs want.'),
  {
    ...hostGauge(
      'host.cpu.usedMHz',
      'MHz',
      'What its VMs use, as work of whole cores: hyper-threading lets it exceed the capacity.',
    ),
    vsphere: 'cpu.usagemhz.average',
  },
  {
    ...hostGauge(
      'host.cpu.usedPercent',
      '%',
      'Use of its cores at their present speed; above 100 where both threads of cores are busy.',
    ),
    vsphere: 'cpu.usage.average',
    esxtop: 'PCPU USED(%)',
  },
  hostGauge('host.cpu.readyPercent', '%', 'Mean ready time of the vCPUs that are on.'),
  {
    ...hostGauge(
      'host.cpu.capacityMHz',
      'MHz',
      'All its cores, not threads, at their present speed; 0 while it is not connected.',
    ),
    vsphere: 'cpu.totalmhz.average',
  },
  {
    ...vmGauge('pool.cpu.usedMHz', 'MHz', 'What the VMs in a pool use.'),
    entity: 'pool',
    vsphere: 'cpu.usagemhz.average',
  },
  { ...vmGauge('pool.cpu.demandMHz', 'MHz', 'What the VMs in a pool want.'), entity: 'pool' },
];

export const cpuEvents: readonly EventSpec[] = [
  {
    type: 'vm.claimChanged',
    entity: 'vm',
    doc: 'Somebody changed the shares, reservation or limit of a VM.',
    data: { key: 'Which claim.', value: 'Its new value: shares, or MHz.' },
  },
  {
    type: 'pool.claimChanged',
    entity: 'pool',
    doc: 'Somebody changed the shares, reservation or limit of a pool.',
    data: { key: 'Which claim.', value: 'Its new value: shares, or MHz.' },
  },
  {
    type: 'vm.claimRefused',
    entity: 'vm',
    tone: 'warning',
    doc: 'A greater reservation found no cover, or the platform does not know such a claim.',
    data: { key: 'Which claim.', value: 'What was asked: shares, or MHz.' },
  },
  {
    type: 'pool.claimRefused',
    entity: 'pool',
    tone: 'warning',
    doc: 'A greater reservation found no cover.',
    data: { key: 'Which claim.', value: 'What was asked, MHz.' },
  },
  {
    type: 'host.speedChanged',
    entity: 'host',
    doc: 'The cores of a host run at another speed, as its profile says.',
    data: { percent: 'Of the nominal speed.', coreMHz: 'Speed of one core.' },
  },
];

export const cpuShapes: readonly ShapeSpec[] = [
  {
    shape: 'Vm',
    keys: {
      guestClock: {
        type: { form: 'word', words: ['ticks', 'steal-aware'] },
        default: { value: 'ticks', source: 'assumption: guests of the period count ticks' },
        doc: 'How the guest keeps account of its CPU time when its vCPU was not running.',
      },
      execution: {
        type: { form: 'word', words: ['translated', 'paravirtual', 'hardware'] },
        default: { value: 'translated', source: 'platform' },
        doc: 'How the guest runs, which decides its overhead. Absent: as its platform prefers.',
      },
    },
  },
  {
    shape: 'Cpu',
    keys: {
      sharing: {
        type: { form: 'word', words: ['shares', 'demand'] },
        default: { value: 'shares', source: 'VSRM' },
        doc:
          'What VMs weigh where a host is full: their shares, or what they demand, so that all ' +
          'get the same part of it. Reservations and limits hold in both.',
      },
      profile: {
        type: { form: 'series', dimension: 'percent' },
        doc:
          'Speed of the cores over time, of their nominal speed, from the start of the run; all ' +
          'of it before the first step. Demands and claims stay parts of the nominal speed.',
      },
    },
  },
];
