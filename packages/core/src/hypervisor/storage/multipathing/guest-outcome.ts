/** What becomes of a guest whose disk has been silent for too long. */
export type GuestOutcome = 'crash' | 'read-only';

/** Parts of the names of systems that go on with their file systems read-only. */
const readOnlySystems = ['linux', 'rhel', 'sles', 'suse', 'debian', 'ubuntu', 'centos', 'fedora'];

/**
 * Linux remounts its file systems read-only and stays on (ext3, `errors=remount-ro`); Windows fails
 * delayed writes and stops in the end; of all others the worst is assumed. Source: COUPLING 1.8.
 *
 * @param os as the scenario names it; case does not matter
 */
export function outcomeOf(os: string | undefined): GuestOutcome {
  const name = (os ?? '').toLowerCase();
  return readOnlySystems.some((each) => name.includes(each)) ? 'read-only' : 'crash';
}
