/** The server: runs simulations in processes of their own, and streams them to viewers. */
export { defaultLimits, type Limits, type Programs, type ServerOptions } from './options.ts';
export { openApiText } from './rest/openapi.ts';
export { type RunningServer, startServer } from './server.ts';
export { ServerError, type ServerErrorRow, serverErrors } from './server-error.ts';
