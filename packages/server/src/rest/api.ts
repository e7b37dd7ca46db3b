import type { FastifyInstance } from 'fastify';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Checks } from '../checks/checks.ts';
import type { Limits } from '../options.ts';
import type { RunTable } from '../runs/run-table.ts';
import * as schemas from './schemas.ts';

/** What the answers are made of. */
export interface ApiParts {
  readonly catalogue: Catalogue;
  readonly checks: Checks;
  readonly runs: RunTable;
  readonly limits: Limits;
  readonly dataFolder: string | undefined;
  readonly version: string;
  /** Id of this server; another one after a restart. */
  readonly server: string;
  readonly viewerCount: () => number;
}

/** Kinds of scenario texts. */
export const yamlTypes = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/plain'];

/** Limits of requests that bring a scenario. */
export function uploadConfig({ uploadBytes, uploadsPerMinute }: Limits) {
  const rateLimit = { max: uploadsPerMinute, timeWindow: 60_000, groupId: 'uploads' };
  return { bodyLimit: uploadBytes, config: { rateLimit } };
}

/** Answers of a route: the good one, and whatever goes wrong. */
export function answers(status: number, schema: object): Record<string, object> {
  return { [status]: schema, '4xx': schemas.failure, '5xx': schemas.failure };
}

/** Health and the description of the whole. */
export function addHealth(app: FastifyInstance, parts: ApiParts): void {
  const { version, server, runs, viewerCount } = parts;
  const startMs = performance.now();
  const schema = { summary: 'Whether the server is well', response: answers(200, schemas.health) };
  app.get('/api/health', { schema }, () => ({
    ...{ product: 'vdcsim', version, server },
    uptimeSeconds: Math.round((performance.now() - startMs) / 1000),
    runs: runs.size,
    viewers: viewerCount(),
  }));
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
}
