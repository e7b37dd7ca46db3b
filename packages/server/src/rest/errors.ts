import type { FastifyError, FastifyReply } from 'fastify';
import type { CheckDiagnostic } from '../checks/diagnostics.ts';
import { ServerError } from '../server-error.ts';

/** Codes by the status with which Fastify and its plug-ins refuse a request themselves. */
const codes: Readonly<Record<number, string>> = {
  404: 'NO_SUCH_PLACE',
  413: 'TOO_LARGE',
  429: 'TOO_OFTEN',
};

/** A scenario has mistakes, told with the lines that they are about. */
export class ScenarioRefused extends ServerError {
  readonly diagnostics: readonly CheckDiagnostic[];

  constructor(message: string, diagnostics: readonly CheckDiagnostic[]) {
    super('BAD_SCENARIO', message);
    this.diagnostics = diagnostics;
  }
}

/** Answers with what went wrong; a defect of ours is told to the log as well. */
export function answerError(error: FastifyError | Error, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error);
  if (refusal.code === 'DEFECT') reply.log.error(error);
  const { status, code, message } = refusal;
  const extra = refusal instanceof ScenarioRefused ? { diagnostics: refusal.diagnostics } : {};
  return reply
    .code(status)
    .type('application/json')
    .send({ code, message, ...extra });
}

function refusalOf(error: FastifyError | Error): ServerError {
  if (error instanceof ServerError) return error;
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === undefined || status >= 500) return ServerError.of(error);
  return new ServerError(codes[status] ?? 'BAD_REQUEST', error.message);
}
