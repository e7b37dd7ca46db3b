import { basename } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isSameSecret } from '../access/gatekeeper.ts';
import { tellDiagnostics } from '../checks/diagnostics.ts';
import type { Run } from '../runs/run.ts';
import { BadScenario } from '../runs/run-link.ts';
import { recordOf } from '../runs/run-record.ts';
import { fromDisk, fromUpload, type RunChoice, type RunSource } from '../runs/run-source.ts';
import { ServerError } from '../server-error.ts';
import { type ApiParts, answers, uploadConfig, yamlTypes } from './api.ts';
import { ScenarioRefused } from './errors.ts';
import { uploadBytes, uploadName } from './scenarios.ts';
import * as schemas from './schemas.ts';

interface NewRun extends RunChoice {
  readonly scenario: string;
}

type UploadQuery = RunChoice & { readonly file?: string };

/** Runs: making, listing, ending. */
export function addRuns(app: FastifyInstance, parts: ApiParts): void {
  const { runs, limits } = parts;
  app.post<{ Body: unknown; Querystring: UploadQuery }>(
    '/api/runs',
    {
      ...uploadConfig(limits),
      schema: {
        summary: 'A new run, of a scenario of the catalogue or of one that comes along',
        consumes: ['application/json', ...yamlTypes],
        querystring: schemas.uploadQuery,
        body: {
          content: {
            'application/json': { schema: schemas.newRun },
            ...Object.fromEntries(yamlTypes.map((type) => [type, { schema: {} }])),
          },
        },
        response: answers(201, schemas.createdRun),
      },
    },
    async ({ body, query }, reply) => {
      const source = sourceOf(body, query, parts);
      const run = runs.create(source);
      try {
        await run.opened;
      } catch (error) {
        runs.remove(run);
        throw error instanceof BadScenario ? refused(error, body) : error;
      }
      run.isKeyGiven = true;
      return reply.code(201).send({ run: run.id, operator: run.operatorKey });
    },
  );
  app.get(
    '/api/runs',
    { schema: { summary: 'All runs', response: answers(200, schemas.allRuns) } },
    () => ({ runs: runs.all().map((run) => recordOf(run, runs.isFirst(run))) }),
  );
  app.delete<{ Params: { id: string } }>(
    '/api/runs/:id',
    {
      schema: {
        summary: 'Ends a run',
        params: schemas.idParams,
        response: answers(204, { type: 'null' }),
      },
    },
    (request, reply) => {
      const run = runs.get(request.params.id);
      checkKey(request, run);
      runs.remove(run);
      return reply.code(204).send();
    },
  );
}

/** Whoever steers a run over HTTP shows its key. @throws ServerError NOT_OPERATOR */
export function checkKey({ headers }: FastifyRequest, run: Run): void {
  const given = headers['x-vdcsim-operator'];
  if (typeof given === 'string' && isSameSecret(given, run.operatorKey)) return;
  const message = "this needs the run's key in the header x-vdcsim-operator";
  throw new ServerError('NOT_OPERATOR', message);
}

function sourceOf(body: unknown, query: UploadQuery, parts: ApiParts): RunSource {
  const { catalogue, dataFolder } = parts;
  if (body instanceof Uint8Array) {
    return fromUpload(uploadName(query.file), uploadBytes(body), query);
  }
  const { scenario, ...choice } = body as NewRun;
  const path = catalogue.pathOf(scenario);
  return fromDisk({ scenario, path, file: basename(path) }, dataFolder, choice);
}

function refused({ message, diagnostics }: BadScenario, body: unknown): ScenarioRefused {
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : undefined;
  return new ScenarioRefused(
    message,
    tellDiagnostics(diagnostics, [], () => text),
  );
}
