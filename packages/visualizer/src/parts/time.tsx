import type { Speed } from '@vdcsim/protocol';
import type { RefObject, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { App } from '../app/app.ts';
import { useApp } from '../app/context.ts';
import { clock, type TimelineInput, timelineDrawing, timelineSecondsAt } from '../draw/index.ts';
import { useSize } from '../draw/listening.ts';
import { dateOf } from '../state/clock.ts';
import { paceWords, speedWord } from '../state/speeds.ts';
import { drawingScale } from './map-props.ts';

/** Clock, pace and the axis of the whole run. */
export function Time(): VNode {
  return (
    <section class="time" aria-label="Time">
      <Clock />
      <Axis />
    </section>
  );
}

function Clock(): VNode {
  const app = useApp();
  const { store } = app;
  const scene = store.inventory.value?.scene;
  const status = store.status.value;
  const start = scene?.startEpochSeconds ?? 0;
  const now = Math.max(store.frame.value.timeSeconds, 0);
  const isPaused = status?.isPaused !== false;
  const speed = status?.speed ?? 1;
  return (
    <div class="clock">
      <time>{scene === undefined ? '––:––:––' : clock(now, start)}</time>
      <div class="dim date">
        {scene === undefined ? ' ' : dateOf(start + now)}
        {status?.isFinished === true && ' · the end'}
      </div>
      <Controls isPaused={isPaused} speed={speed} />
      <div class="pace">
        {paceWords(speed, status?.reachedSpeed ?? 0)}
        <button
          type="button"
          aria-label="Slower"
          title="Slower"
          onClick={() => app.changeSpeed(-1)}
        >
          <kbd>[</kbd>
        </button>
        <button type="button" aria-label="Faster" title="Faster" onClick={() => app.changeSpeed(1)}>
          <kbd>]</kbd>
        </button>
      </div>
    </div>
  );
}

interface ControlsProps {
  readonly isPaused: boolean;
  readonly speed: Speed;
}

function Controls({ isPaused, speed }: ControlsProps): VNode {
  const app = useApp();
  return (
    <div class="controls">
      <button
        type="button"
        id="play"
        class="button main"
        aria-label={isPaused ? 'Play' : 'Pause'}
        title={`${isPaused ? 'Play' : 'Pause'} (Space)`}
        onClick={() => app.pauseOrPlay()}
      >
        <svg width="9" height="10" aria-hidden="true" fill="currentColor">
          <path d={isPaused ? 'M1 0v10l8-5z' : 'M1 0h2.5v10H1zM5.5 0H8v10H5.5z'} />
        </svg>
      </button>
      <button
        type="button"
        class="button"
        aria-label="Step to the next event"
        title="Step to the next event (→)"
        onClick={() => app.control({ do: 'step' })}
      >
        ›
      </button>
      <span class="button speed" title="Simulated time to wall-clock time">
        <b>{speedWord(speed)}</b>
      </span>
      <button
        type="button"
        class="button"
        title="Run to the next alarm (Shift →)"
        onClick={() => app.control({ do: 'nextAlarm' })}
      >
        alarm ⇥
      </button>
    </div>
  );
}

const noTimeline = { binSeconds: 60, counts: [], marks: [] };

/** Events, faults and plans along the run; a click ahead of now runs to there. */
function Axis(): VNode {
  const app = useApp();
  const { store } = app;
  const track = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(track);
  const scene = store.inventory.value?.scene;
  const input: TimelineInput | undefined =
    scene === undefined || width === 0
      ? undefined
      : {
          scene,
          timeline: store.timeline.value ?? noTimeline,
          nowSeconds: store.frame.value.timeSeconds,
          width,
          height,
          scale: drawingScale(store),
          onMark: (event) => {
            store.selectedEvent.value = event;
            const subject = store.ring.get(event)?.subject;
            if (subject !== undefined) app.select(subject);
          },
        };
  useRunningTo(app, track, input);
  return (
    <div class="axis" ref={track} title="Click ahead of now to run to there">
      {input !== undefined && timelineDrawing(input)}
    </div>
  );
}

/** A click ahead of now runs to there; the palette has the same for keyboards. */
function useRunningTo(
  app: App,
  track: RefObject<HTMLElement | null>,
  input: TimelineInput | undefined,
): void {
  const shown = useRef(input);
  shown.current = input;
  useEffect(() => {
    const element = track.current;
    const runTo = ({ clientX }: MouseEvent): void => {
      const left = element?.getBoundingClientRect().left ?? 0;
      if (shown.current === undefined) return;
      const timeSeconds = timelineSecondsAt(shown.current, clientX - left);
      if (timeSeconds > shown.current.nowSeconds) app.control({ do: 'runTo', timeSeconds });
    };
    element?.addEventListener('click', runTo);
    return () => element?.removeEventListener('click', runTo);
  }, []);
}
