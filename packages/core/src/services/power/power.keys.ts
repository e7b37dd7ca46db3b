import type { ShapeSpec } from '../../declare/index.ts';

export const powerShapes: readonly ShapeSpec[] = [
  {
    shape: 'Host',
    keys: {
      power: {
        type: { form: 'word', words: ['powered-on', 'powered-off'] },
        default: { value: 'powered-on', source: 'assumption: hosts run' },
        doc: 'Power state at the start.',
      },
    },
  },
  {
    shape: 'Vm',
    keys: {
      power: {
        type: { form: 'word', words: ['powered-on', 'powered-off', 'suspended'] },
        default: { value: 'powered-on', source: 'assumption: VMs run' },
        doc: 'Power state at the start; a VM that is on has booted already.',
      },
      boot: {
        type: { form: 'list', item: { form: 'shape', shape: 'BootStage' } },
        doc: 'What the guest does before it serves. Default: a wait of 90 s.',
      },
    },
  },
  {
    shape: 'BootStage',
    doc: 'One stage of a boot; what it names goes on at once, and stages follow each other.',
    keys: {
      wait: {
        type: { form: 'quantity', dimension: 'duration', min: 0 },
        as: 'waitSeconds',
        doc: 'Time that passes.',
      },
      cpu: {
        type: { form: 'distribution', dimension: 'work' },
        doc: 'Work of one thread: seconds of one uncontended core of the host, or cycles.',
      },
      read: {
        type: { form: 'quantity', dimension: 'size', min: 0, exclusiveMin: true },
        as: 'readMiB',
        doc: 'Bytes read from the disk: 16 KiB at random places, 4 requests outstanding.',
      },
      write: {
        type: { form: 'quantity', dimension: 'size', min: 0, exclusiveMin: true },
        as: 'writeMiB',
        doc: 'Bytes written to the disk, likewise.',
      },
      disk: { type: { form: 'text' }, doc: 'Which disk of the VM. Default: the first by name.' },
    },
  },
];

/** assumption: time from power-on to service where no boot is described. */
export const defaultBootSeconds = 90;
