/** A simulation that is watched and steered: it paces itself, and tells of it in messages. */
export { sessionErrors } from './errors.ts';
export { type OpenedScenario, openScenario, type ScenarioFiles } from './open-scenario.ts';
export { runSessionIn, type SessionPort } from './run-session.ts';
export { Session } from './session.ts';
export type { SessionMessage } from './session-messages.ts';
export { type SessionOptions, usualSpeed } from './session-options.ts';
export type { OpenRequest, SessionReply, SessionRequest } from './worker-messages.ts';
