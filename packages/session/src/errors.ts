import type { ErrorSpec } from '@vdcsim/core';

/** Codes of what a session refuses. */
export const sessionErrors: readonly ErrorSpec[] = [
  {
    code: 'NOT_AHEAD',
    doc: 'Time was asked to run to an instant that lies behind it.',
    remedy: 'Restart the run and let it go to the instant.',
  },
  {
    code: 'NO_SUCH_EVENT',
    doc: 'An event was asked for that has not happened, or is no longer kept.',
    remedy: 'Ask for one of the events that were told.',
  },
  {
    code: 'BAD_SCENARIO',
    doc: 'A scenario that was to be watched has errors.',
    remedy: 'Mend what its diagnostics name, by file, line and column.',
  },
  {
    code: 'NOT_OPEN',
    doc: 'A session was asked for something before a scenario was opened in it.',
    remedy: 'Open a scenario first.',
  },
  {
    code: 'OPEN_TWICE',
    doc: 'A second scenario was to be opened in one session.',
    remedy: 'Start another session for it.',
  },
  {
    code: 'BROKEN',
    doc: 'A session that has ended by an error was asked for something.',
    remedy: 'Start the scenario anew; report the error with its seed.',
  },
];
