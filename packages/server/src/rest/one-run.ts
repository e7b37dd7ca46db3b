import {
  type Control,
  ProtocolError,
  parseClientMessage,
  type WireCommand,
} from '@vdcsim/protocol';
import type { FastifyInstance } from 'fastify';
import type { Run } from '../runs/run.ts';
import { recordOf } from '../runs/run-record.ts';
import { ServerError } from '../server-error.ts';
import { type ApiParts, answers } from './api.ts';
import { checkKey } from './runs.ts';
import * as schemas from './schemas.ts';

interface OfRun {
  readonly Params: { readonly id: string };
}

/** Looking at one run. Whoever looks lets its time pass. */
export function addLooking(app: FastifyInstance, { runs }: ApiParts): void {
  const params = schemas.idParams;
  const look = ({ id }: OfRun['Params']): Run => {
    const run = runs.get(id);
    run.touch();
    return run;
  };
  app.get<OfRun>(
    '/api/runs/:id',
    { schema: { summary: 'How a run stands', params, response: answers(200, schemas.run) } },
    (request) => {
      const run = look(request.params);
      return recordOf(run, runs.isFirst(run));
    },
  );
  app.get<OfRun>(
    '/api/runs/:id/summary',
    { schema: { summary: 'A run in numbers', params, response: answers(200, schemas.summary) } },
    (request) => look(request.params).summary(),
  );
  app.get<OfRun & { Querystring: MetricsQuery }>(
    '/api/runs/:id/metrics',
    {
      schema: {
        summary: 'Metrics of an entity over time',
        params,
        querystring: schemas.metricsQuery,
        response: answers(200, schemas.metrics),
      },
    },
    (request) => metricsOf(look(request.params), request.query),
  );
  app.get<OfRun & { Querystring: { after?: number; limit?: number } }>(
    '/api/runs/:id/events',
    {
      schema: {
        summary: 'Events of a run, the oldest first',
        params,
        querystring: schemas.eventsQuery,
        response: answers(200, schemas.events),
      },
    },
    async (request) => {
      const { after = -1, limit = 200 } = request.query;
      return { events: await look(request.params).eventsAfter(after, limit) };
    },
  );
}

/** Steering one run, with its key. */
export function addSteering(app: FastifyInstance, { runs }: ApiParts): void {
  const params = schemas.idParams;
  app.post<OfRun>(
    '/api/runs/:id/operator',
    {
      schema: {
        summary: 'The key of a run, where nobody has it and nobody operates',
        params,
        response: answers(200, schemas.operatorKey),
      },
    },
    (request) => {
      const run = runs.get(request.params.id);
      if (run.isKeyGiven || run.audience.hasOperator) {
        throw new ServerError('SEAT_TAKEN', 'somebody else operates this run, or has its key');
      }
      run.isKeyGiven = true;
      return { operator: run.operatorKey };
    },
  );
  app.post<OfRun & { Body: Control }>(
    '/api/runs/:id/control',
    {
      schema: {
        summary: 'Pause, speed, step ...',
        ...{ params, body: schemas.control, response: answers(200, schemas.run) },
      },
    },
    async (request) => {
      const run = runs.get(request.params.id);
      checkKey(request, run);
      run.touch();
      await run.control(checkedControl(request.body));
      return recordOf(run, runs.isFirst(run));
    },
  );
  app.post<OfRun & { Body: WireCommand }>(
    '/api/runs/:id/commands',
    {
      schema: {
        summary: 'A command of the scenario language, now',
        ...{ params, body: schemas.command, response: answers(200, schemas.run) },
      },
    },
    async (request) => {
      const run = runs.get(request.params.id);
      checkKey(request, run);
      run.touch();
      await run.command(request.body);
      return recordOf(run, runs.isFirst(run));
    },
  );
}

interface MetricsQuery {
  readonly entity: string;
  readonly metric: string | readonly string[];
  readonly from?: number;
}

async function metricsOf(run: Run, { entity, metric, from }: MetricsQuery) {
  await run.opened;
  const answer = await run.ask({
    what: 'history',
    metrics: typeof metric === 'string' ? [metric] : metric,
    entity: entityOf(run, entity),
    ...(from !== undefined && { fromSeconds: from }),
  });
  return { series: answer?.what === 'history' ? answer.series : [] };
}

/** Number of an entity by its name. @throws ServerError NO_SUCH_NAME */
function entityOf({ scene }: Run, name: string): number {
  const lists = scene && [scene.vms, scene.hosts, scene.pools, scene.clusters, scene.others];
  for (const list of lists ?? []) {
    const found = list.find((entity) => entity.name === name);
    if (found !== undefined) return found.id;
  }
  throw new ServerError('NO_SUCH_NAME', `nothing in this run is called "${name}"`);
}

/** The protocol's own check: the same words as over a WebSocket. */
function checkedControl(control: Control): Control {
  try {
    const message = parseClientMessage(JSON.stringify({ type: 'control', id: 0, control }));
    return message.type === 'control' ? message.control : control;
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new ServerError('BAD_REQUEST', error.message);
  }
}
