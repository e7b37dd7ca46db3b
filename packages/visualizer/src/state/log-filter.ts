import type { Tone, WireEvent } from '@vdcsim/protocol';

/** What the log shows of all events. */
export interface LogFilter {
  /** Empty: all tones. */
  readonly tones: readonly Tone[];
  /** Lower-case words that must stand in the type, a name or the words; '' shows all. */
  readonly text: string;
}

/** Shows everything. */
export const everyEvent: LogFilter = { tones: [], text: '' };

/**
 * The events that the filter shows, oldest first.
 * @param nameOf names entities, so that they can be searched for
 */
export function filterEvents(
  events: readonly WireEvent[],
  filter: LogFilter,
  nameOf: (entity: number) => string,
): readonly WireEvent[] {
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0 && filter.tones.length === 0) return events;
  return events.filter((event) => {
    if (filter.tones.length > 0 && !filter.tones.includes(event.tone)) return false;
    if (words.length === 0) return true;
    const names = [event.subject, ...event.others].map(nameOf).join(' ');
    const text = `${event.type} ${names} ${event.words}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
