import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { faultLine } from './fault.ts';
import { languageOf } from './language.ts';
import { edgeFaultOf, problemHeaders, problemOf, problemType, type Refusals } from './problem.ts';

/** What the filter needs of Fastify's request. */
export interface ProblemRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What the filter needs of Fastify's reply. */
export interface ProblemReply {
  readonly sent: boolean;
  hasHeader(name: string): boolean;
  code(status: number): ProblemReply;
  headers(headers: Readonly<Record<string, string>>): ProblemReply;
  send(body: unknown): unknown;
}

/** Takes a line about a fault that nobody expected. */
export type ReportFault = (line: string) => void;

/** Sends problems. `refusals` words the domain's; a fault is reported where it first shows and nowhere else. */
export function sendProblem(
  error: unknown,
  request: ProblemRequest,
  reply: ProblemReply,
  refusals: Refusals,
  report: ReportFault = reportToLog,
): void {
  const fault = edgeFaultOf(error);
  const known = Error.isError(error) && error.name === 'Internal';
  if (fault.name === 'Internal' && !known) report(faultLine(error, String(fault.params['reference'])));
  // An answer that is already under way, as a stream of events, cannot become a problem.
  if (reply.sent) return;
  const accepted = request.headers['accept-language'];
  const language = languageOf(typeof accepted === 'string' ? accepted : accepted?.join());
  const problem = problemOf(fault, language, refusals);
  // A rate limiter knows better when to come again.
  const headers = Object.entries(problemHeaders(problem, language)).filter(([name]) => !reply.hasHeader(name));
  reply
    .code(problem.status)
    .headers({ ...Object.fromEntries(headers), 'content-type': `${problemType}; charset=utf-8` })
    .send(JSON.stringify(problem));
}

/**
 * The edge's answer to anything thrown: a problem of RFC 9457. Fastify's own refusals of addresses it cannot read pass
 * no filter: give the adapter `frameworkErrors: (error, request, reply) => sendProblem(error, request, reply,
 * refusals)`.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly refusals: Refusals,
    private readonly report: ReportFault = reportToLog,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<ProblemRequest>(), http.getResponse<ProblemReply>(), this.refusals, this.report);
  }
}

/** Reports to Nest's log. */
export function reportToLog(line: string): void {
  Logger.error(line, 'fault');
}
