import type { EventSpec, MetricSpec } from '../../../declare/index.ts';

const gauge = (name: string, unit: string, doc: string): MetricSpec => ({
  name,
  entity: name.slice(0, name.indexOf('.')),
  kind: 'gauge',
  unit,
  doc,
});

const vsphere = (spec: MetricSpec, vsphereName: string, esxtop?: string): MetricSpec => ({
  ...spec,
  vsphere: vsphereName,
  ...(esxtop !== undefined && { esxtop }),
});

const readAndWrite = (prefix: string, whose: string): MetricSpec[] => [
  gauge(`${prefix}readMBps`, 'MB/s', `Bytes read ${whose}, 10^6 a second.`),
  gauge(`${prefix}writeMBps`, 'MB/s', `Bytes written ${whose}, 10^6 a second.`),
];

const sentAndReceived = (prefix: string, whose: string): MetricSpec[] => [
  gauge(`${prefix}sentMBps`, 'MB/s', `Bytes sent ${whose}, 10^6 a second.`),
  gauge(`${prefix}receivedMBps`, 'MB/s', `Bytes received ${whose}, 10^6 a second.`),
];

const vmMetrics: readonly MetricSpec[] = [
  ...readAndWrite('vm.io.', "on the VM's disks"),
  gauge('vm.io.readIops', '1/s', "Reads on the VM's disks."),
  gauge('vm.io.writeIops', '1/s', "Writes on the VM's disks."),
  vsphere(
    gauge('vm.io.latencyMs', 'ms', 'Mean time of a request, as the guest sees it.'),
    'disk.totalLatency.average',
    'GAVG/cmd',
  ),
  vsphere(
    gauge('vm.io.kernelLatencyMs', 'ms', "The part of it before a slot of the host's queue."),
    'disk.kernelLatency.average',
    'KAVG/cmd',
  ),
  vsphere(
    gauge('vm.io.deviceLatencyMs', 'ms', 'The part of it in fabric, array and disks.'),
    'disk.deviceLatency.average',
    'DAVG/cmd',
  ),
  gauge('vm.io.outstandingCount', '1', 'Requests under way, by the law of Little.'),
  gauge('vm.io.waitingCount', '1', "Those of them that wait for a slot of the host's queue."),
  gauge('vm.io.unservedIops', '1/s', 'Requests that it wished for and that are lost.'),
  ...sentAndReceived('vm.net.', 'by the VM'),
  gauge('disk.io.iops', '1/s', 'Reads and writes on a virtual disk.'),
  gauge('disk.io.latencyMs', 'ms', 'Mean time of a request on it.'),
];

const hostMetrics: readonly MetricSpec[] = [
  ...readAndWrite('host.storage.', 'by the host'),
  gauge('host.storage.iops', '1/s', 'Reads and writes of the host.'),
  gauge('host.storage.latencyMs', 'ms', 'Mean time of a request of its VMs.'),
  gauge('host.storage.kernelLatencyMs', 'ms', 'The part of it before a slot of a queue.'),
  gauge('host.storage.deviceLatencyMs', 'ms', 'The part of it in fabric, array and disks.'),
  ...sentAndReceived('host.net.', "through the host's NICs"),
  ...readAndWrite('hba.', 'through the adapter'),
  gauge('hba.usedPercent', '%', 'Of its speed, in the busier direction.'),
  gauge('hba.outstandingCount', '1', 'Requests that it has sent out.'),
  ...sentAndReceived('nic.', 'through the adapter'),
  gauge('nic.usedPercent', '%', 'Of its speed, in the busier direction.'),
];

const fabricMetrics: readonly MetricSpec[] = [
  ...readAndWrite('port.', 'through the array port'),
  gauge('port.usedPercent', '%', 'Of its speed, in the busier direction.'),
  gauge('port.outstandingCount', '1', 'Requests that came through it and are not answered.'),
  gauge('switch.throughputMBps', 'MB/s', 'Bytes that pass the switch, both directions.'),
  gauge('link.usedPercent', '%', 'Of its speed, in the busier direction.'),
  gauge('path.throughputMBps', 'MB/s', 'Bytes on the path, both directions.'),
];

const arrayMetrics: readonly MetricSpec[] = [
  ...readAndWrite('lun.', 'on the LUN'),
  gauge('lun.iops', '1/s', 'Reads and writes on the LUN.'),
  gauge('lun.latencyMs', 'ms', 'Mean time of a request, from the adapters on.'),
  gauge('lun.outstandingCount', '1', 'Requests of all hosts that it has not answered.'),
  gauge('raidGroup.busyPercent', '%', "Of its disks' time."),
  gauge('raidGroup.iops', '1/s', 'Requests, not the disk operations that they make.'),
  ...readAndWrite('datastore.io.', 'on the datastore'),
  gauge('datastore.io.iops', '1/s', 'Reads and writes on the datastore.'),
  gauge('datastore.latencyMs', 'ms', 'Mean time of a request of all hosts.'),
  gauge('datastore.io.kernelLatencyMs', 'ms', 'The part of it before a slot of a queue.'),
  gauge('array.cache.dirtyPercent', '%', 'Of its cache: what is written and not on disks yet.'),
  gauge('nas.throughputMBps', 'MB/s', 'Bytes of the file server, both directions.'),
];

export const channelMetrics: readonly MetricSpec[] = [
  ...vmMetrics,
  ...hostMetrics,
  ...fabricMetrics,
  ...arrayMetrics,
];

export const channelEvents: readonly EventSpec[] = [
  {
    type: 'datastore.congested',
    entity: 'datastore',
    tone: 'warning',
    doc: 'Its latency would exceed the threshold: hosts share it by the shares of their disks.',
  },
  {
    type: 'datastore.relieved',
    entity: 'datastore',
    doc: 'Its latency stays below the threshold without control: hosts use all their slots again.',
  },
  {
    type: 'array.cacheFull',
    entity: 'array',
    tone: 'warning',
    doc: 'Its cache holds as much as may be dirty: writes wait for the disks.',
  },
  {
    type: 'array.cacheDrained',
    entity: 'array',
    doc: 'Its cache has room again: writes no longer wait for the disks.',
  },
];
