import type { Mechanism } from '../../inventory/mechanism.ts';

/** The platform table enters the tables; rows are read by everybody, installed by nobody. */
export const platformsMechanism: Mechanism = {
  name: 'hypervisor/platforms',
  doc: 'Product generations: which mechanisms they have and with what constants.',
  shapes: [],
  metrics: [],
  events: [],
  states: [],
  commands: [],
  errors: [
    {
      code: 'BAD_PLATFORM',
      doc: 'A platform of the scenario changes a column that does not exist, or wrongly.',
      remedy: 'Use the columns and values of the platform reference.',
    },
  ],
  install() {},
};
