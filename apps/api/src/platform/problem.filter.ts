import { BadRequestException, Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { log } from './log.js';
import { Problem, type ProblemCode } from './problem.js';

/** Turns whatever was thrown into problem details. What it does not know is logged whole and answered with nothing but an id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(http.getResponse<FastifyReply>(), http.getRequest<FastifyRequest>(), thrown);
  }
}

export function sendProblem(reply: FastifyReply, request: FastifyRequest, thrown: unknown): void {
  const problem = asProblem(thrown);
  if (problem.status >= 500) log.error({ requestId: request.id, err: thrown }, 'request failed');
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  const retryAfter = problem.extra['retryAfter'] ?? (problem.status === 503 ? 2 : undefined);
  if (typeof retryAfter === 'number') reply.header('retry-after', Math.ceil(retryAfter));
  reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem.details(String(request.id))));
}

export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (isUnavailable(thrown)) return new Problem('server.busy');
  if (isTooDeep(thrown)) return new Problem('request.malformed');
  const status = statusOf(thrown);
  const code = status === undefined ? undefined : CODES[status];
  if (thrown instanceof BadRequestException) return new Problem('request.malformed');
  return new Problem(code ?? (status !== undefined && status < 500 ? 'request.malformed' : 'server.fault'));
}

/** Codes of Fastify's and Nest's own refusals. */
const CODES: Record<number, ProblemCode> = {
  400: 'request.malformed',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'request.too-large',
  415: 'request.unsupported-type',
  429: 'request.rate-limited',
};

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number')
    return thrown.statusCode;
  return undefined;
}

/** A body nested thousands deep: nothing else here runs out of stack, neither in this process nor in PostgreSQL. */
function isTooDeep(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  return thrown.message === 'Maximum call stack size exceeded' || ('code' in thrown && thrown.code === '54001');
}

/** PostgreSQL is starting, stopping, unreachable, or has no connection free in time. */
function isUnavailable(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const code = 'code' in thrown ? String(thrown.code) : '';
  return (
    /^(57P0[123]|53300|08\w{3}|ECONNREFUSED|ECONNRESET)$/.test(code) ||
    thrown.message === 'timeout exceeded when trying to connect' ||
    thrown.message.startsWith('Connection terminated')
  );
}
