import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';
import { faultLine, faultOf } from './fault.ts';
import { type ReportFault, reportToLog } from './problem.filter.ts';

/**
 * A service's answer to anything thrown: a `Fault`, whose name, code and params cross any bus. Without it Nest answers
 * every refusal with 'Internal server error' and logs it with its stack. What nobody expected crosses as `Internal` and
 * is reported.
 */
@Catch()
export class RefusalFilter implements RpcExceptionFilter {
  constructor(private readonly report: ReportFault = reportToLog) {}

  catch(error: unknown): Observable<never> {
    const fault = faultOf(error);
    const known = Error.isError(error) && error.name === 'Internal';
    if (fault.name === 'Internal' && !known) this.report(faultLine(error, String(fault.params['reference'])));
    return throwError(() => fault);
  }
}
