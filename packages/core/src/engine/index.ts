export type { ComponentId, ComponentSolver } from './components.ts';
export {
  type DistributionSpec,
  type Sampler,
  type SamplerWithMean,
  sampler,
} from './distributions.ts';
export { Engine, type EngineOptions } from './engine.ts';
export {
  AssertionFailure,
  assert,
  describePosition,
  engineErrors,
  notePosition,
  type RunPosition,
  runPositionOf,
  SimulatorError,
} from './errors.ts';
export { Fingerprint } from './fingerprint.ts';
export { cos, exp, ln, pow, sin } from './maths.ts';
export { mathsProbe } from './maths-probe.ts';
export { namedStream, type RandomStream } from './random.ts';
export { gammaQuantile, logGamma, lowerGamma, normalQuantile } from './special-functions.ts';
export { Interrupted, type Story, StoryHandle, type StoryWorld } from './stories.ts';
export { Phase, type TimerHandler, type TimerId } from './timers.ts';
export {
  type BeginWait,
  Signal,
  type StoryAlarm,
  Wait,
  wait,
  waitUntil,
  within,
} from './waits.ts';
