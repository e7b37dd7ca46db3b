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
    doc: 'One stage of a boot; stages follow each other.',
    keys: {
      wait: {
        type: { form: 'quantity', dimension: 'duration', min: 0 },
        as: 'waitSeconds',
        required: true,
        doc: 'Time that passes.',
      },
    },
  },
];

/** assumption: time from power-on to service while boot work is not modelled. */
export const defaultBootSeconds = 90;
