import type { Tone } from '@vdcsim/protocol';
import type { VNode } from 'preact';
import { useApp } from '../app/context.ts';
import { count } from '../draw/index.ts';
import { everyEvent } from '../state/log-filter.ts';

const kinds: readonly (readonly [words: string, tones: readonly Tone[]])[] = [
  ['all kinds', []],
  ['alarms', ['alarm']],
  ['alarms and warnings', ['alarm', 'warning']],
];

/** Filter of the log by kind and by text, and how much of it is shown. */
export function LogTools({ shown }: { readonly shown: number }): VNode {
  const { store } = useApp();
  const filter = store.logFilter.value;
  const all = store.events.value.length;
  const { skipped, dropped } = store.ring;
  const missing = skipped + dropped;
  const kind = kinds.findIndex(([, tones]) => tones.length === filter.tones.length);
  return (
    <span class="log-tools">
      <select
        aria-label="Kinds of events"
        value={kind}
        onChange={(event) => {
          const tones = kinds[Number(event.currentTarget.value)]?.[1] ?? [];
          store.logFilter.value = { ...filter, tones };
        }}
      >
        {kinds.map(([words], place) => (
          <option key={words} value={place}>
            {words}
          </option>
        ))}
      </select>
      <span title={missing > 0 ? `${count(missing)} more came too fast or long ago` : ''}>
        {shown === all ? count(all) : `${count(shown)} of ${count(all)}`} events
      </span>
      <label class="field">
        <kbd>E</kbd>
        <input
          id="log-filter"
          type="text"
          aria-label="Filter the log"
          placeholder="filter"
          size={6}
          value={filter.text}
          onInput={(event) => {
            store.logFilter.value = { ...filter, text: event.currentTarget.value };
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            store.logFilter.value = everyEvent;
            event.currentTarget.blur();
          }}
        />
      </label>
    </span>
  );
}
