/**
 * What keeps a member from getting more: the answer to "why is it not faster". Codes fit a byte,
 * so that a whole group's answers are one `Uint8Array`.
 */
export const Binding = {
  /** It has all that it wants. */
  demand: 0,
  /** Its own limit. */
  limit: 1,
  /** The resource is full and the member has what its shares are worth. */
  shares: 2,
  /** The resource is full and the member's reservation holds it above what its shares are worth. */
  reservation: 3,
  /** The limit of a pool above it (told by trees only). */
  pool: 4,
} as const;

/** One of the codes of {@link Binding}. */
export type Binding = (typeof Binding)[keyof typeof Binding];
