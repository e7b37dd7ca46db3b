import type { TimelineMark } from '@vdcsim/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimelineInput } from '../contract.ts';
import { failureMap, failureTimeline } from '../draw.fixtures.ts';
import { textWidth } from '../fitting.ts';
import { plannedAhead, timeAxis, timelineSecondsAt, timelineTicks } from './timeline-model.ts';

const { scene } = failureMap();
const input = (nowSeconds: number, marks?: readonly TimelineMark[]): TimelineInput => {
  const timeline = failureTimeline(nowSeconds);
  const told = marks === undefined ? timeline : { ...timeline, marks };
  return { scene, timeline: told, nowSeconds, width: 1_396, height: 112 };
};

test('the axis leads from pixels to seconds and back', () => {
  const axis = timeAxis(7_200, 1_396);
  expect(axis.x(0)).toBe(8);
  expect(axis.x(7_200)).toBe(1_388);
  expect(axis.seconds(axis.x(1_920))).toBeCloseTo(1_920, 6);
  expect(timelineSecondsAt({ ...input(0), scale: 2, width: 2_792 }, 2 * axis.x(60))).toBeCloseTo(
    60,
  );
});

test('what is planned is ahead of now only, what repeats comes six times', () => {
  expect(plannedAhead(scene, 0).map(({ atSeconds }) => atSeconds)).toEqual([1_920, 5_400]);
  expect(plannedAhead(scene, 1_920).map(({ atSeconds }) => atSeconds)).toEqual([5_400]);
  const plan = { atSeconds: 0, everySeconds: 900, verb: 'backup', of: 'all', note: '' };
  const often = plannedAhead({ ...scene, planned: [plan] }, 1_000);
  expect(often.map(({ atSeconds }) => atSeconds)).toEqual([
    1_800, 2_700, 3_600, 4_500, 5_400, 6_300,
  ]);
});

test('the newest alarm is named right of the cursor, together with what came at once', () => {
  const ticks = timelineTicks(input(1_958), timeAxis(7_200, 1_396), 2);
  const failure = ticks.find(({ label }) => label.startsWith('esx03 fails'));
  expect(failure).toMatchObject({ label: 'esx03 fails, 1 more', isLeft: false, tone: 'alarm' });
  expect(failure!.labelX).toBeGreaterThan(timeAxis(7_200, 1_396).x(1_958));
});

test('labels never touch each other, whatever happens when', () => {
  const tone = fc.constantFrom('alarm' as const, 'warning' as const, 'good' as const);
  const marks = fc.array(fc.record({ at: fc.integer({ min: 0, max: 3_000 }), tone }), {
    maxLength: 80,
  });
  const property = fc.property(marks, (some) => {
    const sorted = some.map(({ at, tone: word }, event) => {
      return { atSeconds: at, event, tone: word, label: `host ${event} fails` };
    });
    sorted.sort((a, b) => a.atSeconds - b.atSeconds || a.event - b.event);
    const ticks = timelineTicks(input(3_000, sorted), timeAxis(7_200, 1_396), 2);
    const spans = ticks
      .filter(({ label }) => label !== '')
      .map(({ label, labelX, isLeft, lane }) => {
        const width = textWidth(label, 11);
        return {
          lane,
          from: isLeft ? labelX - width : labelX,
          to: isLeft ? labelX : labelX + width,
        };
      });
    return spans.every((a) =>
      spans.every((b) => a === b || a.lane !== b.lane || a.to < b.from || b.to < a.from),
    );
  });
  fc.assert(property, { seed: 20070101, numRuns: 100 });
});
