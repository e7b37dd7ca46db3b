import { mechanisms } from './datacenter.ts';
import type { EventMatchSpec, ExpectationSpec } from './declare/index.ts';
import { SimulatorError } from './engine/errors.ts';
import { Phase } from './engine/index.ts';
import type { World } from './inventory/world.ts';
import { Expectations, type ExpectedEntity, type ResolvedExpectation } from './observe/index.ts';

const secondsPerDay = 86_400;

/**
 * Judges a scenario's expectations: finds whom they are about and follows them through the run.
 * @throws SimulatorError NO_SUCH_NAME, NO_MATCH
 */
export function judge(world: World): Expectations {
  const { engine, scenario } = world;
  return new Expectations(
    scenario.expect.map((spec) => resolve(world, spec)),
    {
      clock: engine,
      metrics: world.metrics,
      events: world.events,
      endSeconds: scenario.durationSeconds,
      startOfDaySeconds: scenario.startEpochSeconds % secondsPerDay,
      schedule: (atSeconds, callback) => {
        const timer = engine.createTimer(
          Phase.sample,
          () => {
            engine.freeTimer(timer);
            callback();
          },
          0,
          'expectation',
        );
        engine.arm(timer, atSeconds);
      },
      stateOf: (state, entity) => world.stateOf(state, world.directory.row(entity).index),
    },
  );
}

function resolve(world: World, expectation: ExpectationSpec): ResolvedExpectation {
  const { metric, state, event, of, after, before } = expectation;
  const spec = metric === undefined ? undefined : world.metrics.metric(metric)?.spec;
  if (metric !== undefined && spec === undefined) throw unknown('metric', metric);
  const kind = spec?.entity ?? (state === undefined ? undefined : kindOfState(state));
  if (event !== undefined) kindOfEvent(event);
  const matched = (match: EventMatchSpec | undefined): readonly ExpectedEntity[] | undefined =>
    match?.of === undefined ? undefined : selected(world, match.of, [kindOfEvent(match.event)]);
  return {
    expectation,
    metric: spec,
    entities:
      kind !== undefined
        ? selected(world, of ?? 'all', [kind])
        : of === undefined
          ? undefined
          : selected(world, of, [kindOfEvent(event!)]),
    afterEntities: matched(after),
    beforeEntities: matched(before),
  };
}

function selected(world: World, selector: string, kinds: readonly string[]): ExpectedEntity[] {
  return world.select(selector, kinds);
}

function kindOfState(name: string): string {
  const spec = mechanisms.flatMap((each) => each.states).find((each) => each.name === name);
  if (spec === undefined) throw unknown('state', name);
  return spec.entity;
}

function kindOfEvent(type: string): string {
  const spec = mechanisms.flatMap((each) => each.events).find((each) => each.type === type);
  if (spec === undefined) throw unknown('event', type);
  return spec.entity;
}

function unknown(what: string, name: string): SimulatorError {
  return new SimulatorError('NO_SUCH_NAME', `no ${what} is called "${name}"`);
}
