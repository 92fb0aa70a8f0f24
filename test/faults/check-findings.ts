import { RejudgeReport } from '@hoso/contracts';
import { type Api, inspector } from '../e2e/api.ts';
import { type Breach, breach } from './breach.ts';

/** What rules found as events came, against what they find in the whole log now. Nothing is recorded by asking. */
export async function checkFindings({ send }: Api): Promise<readonly Breach[]> {
  const until = new Date().toISOString();
  const { status, body } = await send('POST', '/rejudge', { as: inspector, body: { until } });
  if (status !== 200) return [breach('differs', `the log could not be judged again: ${JSON.stringify(body)}`)];
  const { raised, withdrawn } = RejudgeReport.parse(body);
  const breaches: Breach[] = [];
  if (raised > 0) breaches.push(breach('lost', `${raised} findings are raised only when the log is judged again`));
  if (withdrawn > 0) breaches.push(breach('differs', `${withdrawn} findings are open that no rule makes`));
  return breaches;
}
