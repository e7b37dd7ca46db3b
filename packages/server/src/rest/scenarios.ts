import { basename } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { ServerError } from '../server-error.ts';
import { type ApiParts, answers, uploadConfig, yamlTypes } from './api.ts';
import * as schemas from './schemas.ts';

/** The catalogue, and checking of what somebody wrote. */
export function addScenarios(app: FastifyInstance, parts: ApiParts): void {
  const { catalogue, checks, limits } = parts;
  app.get(
    '/api/scenarios',
    { schema: { summary: 'The catalogue', response: answers(200, schemas.scenarios) } },
    async () => ({ scenarios: await catalogue.list() }),
  );
  app.get<{ Params: { id: string } }>(
    '/api/scenarios/:id',
    {
      schema: {
        summary: "A scenario's text",
        params: schemas.idParams,
        response: {
          200: { content: { 'application/yaml': { schema: { type: 'string' } } } },
          '4xx': schemas.failure,
        },
      },
    },
    (request, reply) =>
      reply.type('application/yaml; charset=utf-8').send(catalogue.textOf(request.params.id)),
  );
  app.post<{ Body: unknown; Querystring: { file?: string } }>(
    '/api/validate',
    {
      ...uploadConfig(limits),
      schema: {
        summary: 'All that is wrong in a scenario, with positions',
        consumes: yamlTypes,
        querystring: schemas.uploadQuery,
        response: answers(200, schemas.validity),
      },
    },
    async ({ body, query }) => {
      const file = uploadName(query.file);
      const checked = await checks.check({ kind: 'upload', file, bytes: uploadBytes(body) });
      return { valid: checked.valid, diagnostics: checked.diagnostics };
    },
  );
}

/** Name of an upload, without any folder: it stands in messages only. */
export function uploadName(name: string | undefined): string {
  const plain = basename((name ?? '').replaceAll('\\', '/')).replace(/[^\w .()+-]/g, '');
  return /[A-Za-z0-9]/.test(plain) ? plain : 'scenario.yaml';
}

/** @throws ServerError BAD_REQUEST when it is no scenario's text */
export function uploadBytes(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  const message = `send the scenario's text as ${yamlTypes.join(', ')}`;
  throw new ServerError('BAD_REQUEST', message);
}
