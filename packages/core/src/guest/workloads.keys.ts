import type { KeySpec, ShapeSpec } from '../declare/index.ts';

const demand = (doc: string, kinds: readonly string[]): KeySpec => ({
  type: { form: 'shape', shape: 'Demand' },
  required: true,
  kinds,
  doc,
});

export const workloadShapes: readonly ShapeSpec[] = [
  {
    shape: 'Scenario',
    keys: {
      workloads: {
        type: { form: 'list', item: { form: 'shape', shape: 'Workload' } },
        doc: 'What VMs want, by name.',
      },
    },
  },
  {
    shape: 'Vm',
    keys: {
      workload: {
        type: { form: 'dealtName', of: 'workload' },
        settable: true,
        doc: 'What the VM wants; absent: nothing.',
      },
    },
  },
  {
    shape: 'Workload',
    doc: 'What VMs want over time.',
    entity: 'workload',
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name.' },
      kind: {
        type: { form: 'word', words: ['steady', 'diurnal', 'bursty', 'phases', 'trace', 'users'] },
        required: true,
        doc: 'How demand moves.',
      },
      demand: { ...demand('Demand, always the same.', ['steady']), settable: true },
      low: demand('Demand at the quietest hour, or between bursts.', ['diurnal', 'bursty']),
      high: demand('Demand at the peak, or in a burst.', ['diurnal', 'bursty']),
      peakAt: {
        type: { form: 'timeOfDay' },
        as: 'peakAtSeconds',
        default: { value: '14:00', source: 'language' },
        kinds: ['diurnal'],
        doc: 'Time of day of the peak; the trough is twelve hours away.',
      },
      burst: {
        type: { form: 'distribution', dimension: 'duration' },
        required: true,
        kinds: ['bursty'],
        doc: 'Length of a burst.',
      },
      pause: {
        type: { form: 'distribution', dimension: 'duration' },
        required: true,
        kinds: ['bursty'],
        doc: 'Length of a pause between bursts.',
      },
      phases: {
        type: { form: 'list', item: { form: 'shape', shape: 'WorkloadPhase' } },
        required: true,
        kinds: ['phases'],
        doc: 'Demands in turn from the start of the run; after the last, the first again.',
      },
      file: {
        type: { form: 'file' },
        required: true,
        kinds: ['trace'],
        doc: 'The trace: a file or a folder, as its format has it.',
      },
      format: {
        type: { form: 'word', words: ['planetlab', 'gwa-t-12', 'csv'] },
        required: true,
        kinds: ['trace'],
        doc: 'Form of the trace.',
      },
      replay: {
        type: { form: 'word', words: ['lose', 'stretch'] },
        default: { value: 'lose', source: 'design note: traces were recorded as time went on' },
        kinds: ['trace'],
        doc: 'What is not served is lost and time goes on, or the trace waits until it is served.',
      },
    },
  },
  {
    shape: 'WorkloadPhase',
    doc: 'One phase of a workload.',
    keys: {
      for: {
        type: { form: 'quantity', dimension: 'duration', min: 0, exclusiveMin: true },
        as: 'forSeconds',
        required: true,
        doc: 'How long.',
      },
      demand: {
        type: { form: 'shape', shape: 'Demand' },
        required: true,
        doc: 'Demand meanwhile.',
      },
    },
  },
  {
    shape: 'Demand',
    doc: 'What a VM wants.',
    keys: {
      cpu: {
        type: { form: 'quantities', dimensions: ['percent', 'frequency'], min: 0 },
        required: true,
        settable: true,
        doc: "CPU: a percentage of the VM's own vCPUs at its host's speed, or a frequency.",
      },
    },
  },
];
