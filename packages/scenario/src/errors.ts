import type { ErrorSpec } from '@vdcsim/core';
import { traceErrors } from './traces/index.ts';
import { valueErrors } from './values/index.ts';

/** Codes of the loader itself. */
const loaderErrors: readonly ErrorSpec[] = [
  {
    code: 'BAD_YAML',
    doc: 'The file is no YAML, or uses what the language leaves out: tags, merge keys, documents.',
    remedy: 'Mend the place that the message names; look at brackets, quotes and indentation.',
  },
  {
    code: 'TOO_DEEP',
    doc: 'Maps and lists are nested deeper than any scenario needs.',
    remedy: 'Look for a bracket that is not closed.',
  },
  {
    code: 'ALIAS_BOMB',
    doc: 'Aliases of YAML multiply to more values than are read.',
    remedy: 'Use name ranges and templates instead of anchors and aliases.',
  },
  {
    code: 'KEY_TWICE',
    doc: 'A key stands twice in one map.',
    remedy: 'Keep one of them.',
  },
  {
    code: 'NO_SUCH_FILE',
    doc: 'A scenario or part is not there.',
    remedy: 'Check the path; imports start beside the file that names them.',
  },
  {
    code: 'FILE_TOO_LARGE',
    doc: 'A scenario or part has more than 16 MiB.',
    remedy: 'Use name ranges and templates; keep traces in files of their own.',
  },
  {
    code: 'NOT_UTF8',
    doc: 'A scenario or part is not encoded in UTF-8.',
    remedy: 'Save it as UTF-8.',
  },
  {
    code: 'WRONG_VERSION',
    doc: 'The file is written in another version of the language.',
    remedy: 'Write vdcsim: 1, or use the version of vdcsim that knows the file.',
  },
  {
    code: 'NOT_A_PART',
    doc: 'An import names a scenario. Only parts can be imported.',
    remedy: 'Write kind: part in the imported file and take the keys of a scenario out of it.',
  },
  {
    code: 'NOT_A_SCENARIO',
    doc: 'A part was to be run.',
    remedy: 'Import it from a scenario.',
  },
  {
    code: 'PART_KEY',
    doc: 'A part holds a key that only a scenario has.',
    remedy: 'Write the key in the scenario.',
  },
  {
    code: 'UNKNOWN_KEY',
    doc: 'The language has no such key in this place.',
    remedy: 'Take the key that the message suggests, or look at the reference of keys.',
  },
  {
    code: 'UNKNOWN_WORD',
    doc: 'The key does not take this word.',
    remedy: 'Take one of the words that the message lists.',
  },
  {
    code: 'MISSING_KEY',
    doc: 'A key that is required is not there.',
    remedy: 'Add it.',
  },
  {
    code: 'NOT_BUILT_YET',
    doc: 'The language has it, this version of vdcsim does not.',
    remedy: 'Leave it out, or wait for the version that brings what the message names.',
  },
  {
    code: 'NOT_HONOURED',
    doc: 'The key means nothing in this place, and would be ignored.',
    remedy: 'Leave it out, or do what the message says.',
  },
  {
    code: 'NAME_TWICE',
    doc: 'Two things have one name. Names are distinct over all kinds.',
    remedy: 'Choose another name; to change an imported thing use set.',
  },
  {
    code: 'NO_SUCH_NAME',
    doc: 'A reference names nothing of the right kind.',
    remedy: 'Correct the name or add what it names.',
  },
  {
    code: 'ONE_NAME',
    doc: 'Several names stand where one thing takes one.',
    remedy: 'Write one name, or make the entry a range: then names are dealt out in turn.',
  },
  {
    code: 'BAD_SELECTOR',
    doc: 'A selector cannot be read.',
    remedy: 'Write names, patterns with *, ranges, property=value, joined by and, or, not.',
  },
  {
    code: 'NO_MATCH',
    doc: 'A selector matches nothing that it may match.',
    remedy: 'Check the spelling against the names in the scenario.',
  },
  {
    code: 'BAD_PATH',
    doc: 'A path of set cannot be followed.',
    remedy: 'Write it as hosts(esx0*).memory or record.interval.',
  },
  {
    code: 'CYCLE',
    doc: 'Imports, templates, pools, platforms or jobs lead back to themselves.',
    remedy: 'Drop one of the links.',
  },
  {
    code: 'BAD_PLACE',
    doc: 'A thing is nowhere or where it cannot be, or its places contradict each other.',
    remedy: 'Write one of them; the others follow.',
  },
  {
    code: 'NO_FIT',
    doc: 'No host can run a VM, or the VMs on a host need more memory than it has.',
    remedy: 'Make the VM smaller or the host larger.',
  },
  {
    code: 'BAD_CABLE',
    doc: 'A cable or link joins what cannot be joined, or leads to nobody.',
    remedy: 'Cable both ends to one fabric, or to one network.',
  },
  {
    code: 'NO_PATH',
    doc: 'Somebody needs storage to which cables, zones and hosts of a datastore leave no path.',
    remedy: 'Do what the message says, or put the disks where they are seen.',
  },
  {
    code: 'BAD_RAID',
    doc: 'A RAID group has too few spindles for its level, or a number that it cannot use.',
    remedy: 'Change the spindles or the level.',
  },
  {
    code: 'NO_SPACE',
    doc: 'Disks need more space than their datastore has, or LUNs more than their RAID group.',
    remedy: 'Make it larger, or what lies on it smaller or thin.',
  },
  {
    code: 'POOL_RESERVATION',
    doc: 'A pool reserves more than what it stands on can cover.',
    remedy: 'Lower the reservation, or raise the one above, or make it expandable.',
  },
  {
    code: 'BAD_COMMAND',
    doc: 'A command of the timeline has no verb, or several.',
    remedy: 'Write one verb in each command.',
  },
  {
    code: 'TOO_LATE',
    doc: 'Something is to happen, or is judged, after the end.',
    remedy: 'Lengthen duration or bring it forward.',
  },
  {
    code: 'NEVER_DUE',
    doc: 'A warning: a daily window does not come in the time that is simulated.',
    remedy: 'Change start, duration or the window.',
  },
  {
    code: 'NO_SUCH_METRIC',
    doc: 'There is no metric of this name.',
    remedy: 'Take one of the names that the message suggests, or look at the reference of metrics.',
  },
  {
    code: 'NO_SUCH_EVENT',
    doc: 'There is no event of this type.',
    remedy: 'Take one of the types that the message suggests, or look at the reference of events.',
  },
  {
    code: 'NO_SUCH_STATE',
    doc: 'There is no state of this name.',
    remedy: 'Take one of the names that the message suggests, or look at the reference of states.',
  },
  {
    code: 'BAD_EXPECTATION',
    doc: 'An expectation judges nothing, or several things, or contradicts itself.',
    remedy: 'Write one of metric, event and state, and what it must be.',
  },
];

/** All codes of diagnostics of scenario files, values and traces, sorted by code. */
export const scenarioErrors: readonly ErrorSpec[] = [
  ...loaderErrors,
  ...valueErrors,
  ...traceErrors,
].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
