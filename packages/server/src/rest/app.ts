import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import fastify, { type FastifyInstance } from 'fastify';
import type { Gatekeeper } from '../access/gatekeeper.ts';
import { ServerError } from '../server-error.ts';
import { type ApiParts, addHealth, yamlTypes } from './api.ts';
import { answerError } from './errors.ts';
import { addLooking, addSteering } from './one-run.ts';
import { addPage } from './page.ts';
import { addRuns } from './runs.ts';
import { addScenarios } from './scenarios.ts';

export interface AppParts extends ApiParts {
  readonly gatekeeper: Gatekeeper;
  /** Folder of the page; undefined: there is none. */
  readonly pageFolder: string | undefined;
}

/** Everything that is answered over HTTP. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { limits, gatekeeper } = parts;
  const app = fastify({
    logger: { level: 'error' },
    bodyLimit: limits.bodyBytes,
    forceCloseConnections: true,
    requestTimeout: 30_000,
    // Without it a request that is no HTTP would be answered with words of Node's own.
    frameworkErrors: (error, _request, reply) => answerError(error, reply),
    ajv: { customOptions: { allErrors: false, removeAdditional: false } },
  });
  app.setErrorHandler((error: Error, _request, reply) => answerError(error, reply));
  app.setNotFoundHandler((_request, reply) =>
    answerError(new ServerError('NO_SUCH_PLACE', 'there is nothing at this address'), reply),
  );
  addParsers(app);
  await addProtection(app, parts);
  app.addHook('onRequest', async ({ raw, routeOptions }) => {
    if (raw.method === 'GET' || raw.method === 'HEAD') gatekeeper.checkHost(raw.headers.host);
    else gatekeeper.checkOrigin(raw);
    if (routeOptions.url?.startsWith('/api/') === true) gatekeeper.checkToken(raw);
  });
  await app.register(swagger, { openapi: about });
  addHealth(app, parts);
  addScenarios(app, parts);
  addRuns(app, parts);
  addLooking(app, parts);
  addSteering(app, parts);
  await addPage(app, parts.pageFolder);
  await app.ready();
  return app;
}

/** Scenarios come as bytes: whether they are text is for the loader to say, with a position. */
function addParsers(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser(yamlTypes, { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
}

async function addProtection(app: FastifyInstance, { limits }: ApiParts): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'worker-src': ["'self'", 'blob:'],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'connect-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // There is no TLS to insist on.
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, {
    max: limits.requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { after }) =>
      new ServerError('TOO_OFTEN', `more requests than allowed; try again in ${after}`),
  });
}

/** The version is that of the interface. */
const about = {
  openapi: '3.1.0',
  info: {
    title: 'vdcsim',
    version: '1',
    description: 'Runs of simulated datacenters: see docs/reference/server.md.',
  },
  components: {
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer' },
      operator: { type: 'apiKey', in: 'header', name: 'x-vdcsim-operator' },
    },
  },
} as const;
