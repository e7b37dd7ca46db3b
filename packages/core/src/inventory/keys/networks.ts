import type { KeySpec, ShapeSpec } from '../../declare/index.ts';

/** Local networks and the NICs on them, in the language. */

const traffic = ['vms', 'management', 'migration', 'ft', 'storage', 'backup', 'replication'];

const bandwidth = (doc: string): KeySpec => ({
  type: { form: 'quantities', dimensions: ['rate', 'percent'], min: 0 },
  doc,
});

const nics: KeySpec = {
  type: { form: 'list', item: { form: 'shape', shape: 'Nic' } },
  doc: 'Network adapters.',
};

/** Signalling rate of a port or link. */
export function speedKey(doc: string): KeySpec {
  return {
    type: { form: 'quantity', dimension: 'rate', min: 0, exclusiveMin: true },
    as: 'speedMBps',
    doc,
  };
}

const claimShapes: readonly ShapeSpec[] = [
  {
    shape: 'NetworkAllocation',
    doc: 'What each kind of traffic claims of a network.',
    keys: Object.fromEntries(
      traffic.map((each): [string, KeySpec] => [
        each,
        {
          type: { form: 'shape', shape: 'BandwidthClaim' },
          doc: `Claim of the traffic "${each}".`,
        },
      ]),
    ),
  },
  {
    shape: 'BandwidthClaim',
    doc: 'Claim on bandwidth.',
    keys: {
      shares: {
        type: { form: 'wordOrNumber', words: ['low', 'normal', 'high'], min: 0 },
        default: { value: 'normal', source: 'VSRM: low, normal and high are 1 to 2 to 4' },
        doc: 'Weight against the other traffic where the network is full.',
      },
      reservation: bandwidth('What it is guaranteed. A percentage is of the network.'),
      limit: bandwidth('What it never exceeds, however idle the network.'),
    },
  },
];

export const networkShapes: readonly ShapeSpec[] = [
  {
    shape: 'Scenario',
    keys: {
      networks: {
        type: { form: 'list', item: { form: 'shape', shape: 'Network' } },
        doc: 'Local networks. Without any there is `lan`, with a NIC of every host.',
      },
    },
  },
  { shape: 'Host', keys: { nics } },
  { shape: 'Vm', keys: { nics } },
  {
    shape: 'Network',
    doc: 'A local network.',
    entity: 'network',
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name.' },
      carries: {
        type: { form: 'list', item: { form: 'word', words: traffic } },
        doc: 'Kinds of traffic that it carries. Default: all.',
      },
      speed: {
        ...speedKey('Signalling rate of its ports.'),
        default: { value: '1 Gbps', source: 'language' },
      },
      latency: {
        type: { form: 'quantity', dimension: 'duration', min: 0 },
        as: 'latencySeconds',
        doc: 'Time that a packet takes. Default: none.',
      },
      duplex: {
        type: { form: 'word', words: ['full', 'half'] },
        default: { value: 'full', source: 'language' },
        doc: 'Both directions at once, or one at a time.',
      },
      allocation: {
        type: { form: 'shape', shape: 'NetworkAllocation' },
        doc: 'Claims of the kinds of traffic.',
      },
    },
  },
  ...claimShapes,
  {
    shape: 'Nic',
    doc: 'A network adapter.',
    entity: 'nic',
    part: true,
    keys: {
      name: {
        type: { form: 'newName' },
        default: { value: 'nic0', source: 'language' },
        doc: 'Its name on its host or VM.',
      },
      network: {
        type: { form: 'name', of: 'network' },
        required: true,
        doc: 'The network that it is on.',
      },
      speed: speedKey('Signalling rate. Default: that of its network.'),
      mac: {
        type: { form: 'word', words: ['generated', 'static'] },
        default: { value: 'generated', source: 'language' },
        doc: 'Where its address comes from.',
      },
    },
  },
];
