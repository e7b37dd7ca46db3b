import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { nameOf } from '../state/inventory.ts';

/** Least time between two announcements, ms: a storm must not be read out for minutes. */
const pauseMs = 2000;

/** Alarms, read out by screen readers: the newest, and how many came with it. */
export function LiveAlarms(): VNode {
  const { store } = useApp();
  const [words, setWords] = useState('');
  const last = useRef({ id: -1, atMs: 0 });
  const events = store.events.value;
  useEffect(() => {
    const fresh = events.filter(({ id, tone }) => tone === 'alarm' && id > last.current.id);
    const newest = fresh.at(-1);
    if (newest === undefined) {
      if (events.length === 0) last.current.id = -1;
      return;
    }
    last.current.id = newest.id;
    const now = performance.now();
    if (now - last.current.atMs < pauseMs) return;
    last.current.atMs = now;
    const more = fresh.length > 1 ? `, and ${fresh.length - 1} more alarms` : '';
    const name = nameOf(store.inventory.value, newest.subject);
    setWords(`${newest.type} ${name}: ${newest.words}${more}`);
  }, [events]);
  return (
    <div class="unseen" role="status" aria-live="polite" id="alarms">
      {words}
    </div>
  );
}
