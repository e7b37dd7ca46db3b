import { describe, expect, it } from 'vitest';
import { complaints } from '../../test/support.ts';

/** A VM on a Xen host. */
const onXen = (keys: string): string =>
  [
    'vdcsim: 1',
    'name: Test',
    'duration: 1 h',
    'hosts: [{ name: xen01, platform: xen31, memory: 16 GiB }]',
    'vms:',
    `  - { name: a, memory: 1 GiB, ${keys} }`,
    '',
  ].join('\n');

describe('claims of VMs', () => {
  it('take weights of 1 to 65535 under Xen', () => {
    expect(complaints(onXen('allocation: { cpu: { shares: 65535, limit: 50% } }'))).toEqual([]);
    expect(complaints(onXen('allocation: { cpu: { shares: 0 } }'))).toEqual([
      'a.yaml:6:60: OUT_OF_RANGE shares: 0 under xen31; write 1 to 65535',
    ]);
    expect(complaints(onXen('allocation: { cpu: { shares: 70000 } }'))).toEqual([
      'a.yaml:6:60: OUT_OF_RANGE shares: 70000 under xen31; write 1 to 65535',
    ]);
  });

  it('reserve no CPU where the platform cannot', () => {
    expect(complaints(onXen('allocation: { cpu: { reservation: 500 MHz } }'))).toEqual([
      'a.yaml:6:65: NOT_HONOURED a CPU reservation under xen31; leave it out, it has none',
    ]);
  });
});

describe('execution of a guest', () => {
  it('must be one that the platform offers', () => {
    expect(complaints(onXen('execution: paravirtual'))).toEqual([]);
    expect(complaints(onXen('execution: translated'))).toEqual([
      'a.yaml:6:42: NOT_HONOURED execution: translated under xen31; ' +
        'write paravirtual or hardware, or leave it out',
    ]);
  });

  it('must be offered by every host of its cluster', () => {
    const text = [
      'vdcsim: 1',
      'name: Test',
      'duration: 1 h',
      'hosts:',
      '  - { name: old, platform: esx3, memory: 8 GiB }',
      '  - { name: young, platform: esx5, memory: 8 GiB }',
      'clusters: [{ name: c, hosts: all }]',
      'vms: [{ name: a, memory: 1 GiB, host: young, execution: hardware }]',
      '',
    ].join('\n');
    expect(complaints(text)).toEqual([
      'a.yaml:8:57: NOT_HONOURED execution: hardware under esx3; write translated, or leave it out',
    ]);
  });
});
