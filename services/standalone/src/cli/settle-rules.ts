import { CliError, exitCodes } from './exit-codes.ts';

/** How far the rules that follow a log have come. */
export interface RulesStanding {
  readonly judgedUpTo: number;
  /** The log's last event. */
  readonly head: number;
}

export interface SettleRulesOptions {
  readonly log: string;
  readonly look: () => Promise<RulesStanding>;
  /** Waits a little before the next look. */
  readonly rest: () => Promise<void>;
  readonly onProgress: (judged: number, of: number) => void;
  /** So many looks in a row that see the rules stand still are enough. */
  readonly stillMax: number;
  readonly lang: 'vi' | 'en';
}

/**
 * Waits until the rules have judged all that the log holds at the first look: what they find before is not what they
 * find in the end, because later events explain some of it. Rejects with how far they are behind where they stand
 * still.
 */
export async function settleRules(options: SettleRulesOptions): Promise<void> {
  const { log, look, rest, onProgress, stillMax, lang } = options;
  const { judgedUpTo: begun, head } = await look();
  for (let judged = begun, still = 0; judged < head; ) {
    onProgress(judged - begun, head - begun);
    if (still >= stillMax) throw rulesBehind(log, head - judged, lang);
    await rest();
    const { judgedUpTo } = await look();
    still = judgedUpTo > judged ? 0 : still + 1;
    judged = judgedUpTo;
  }
  if (begun < head) onProgress(head - begun, head - begun);
}

function rulesBehind(log: string, behind: number, lang: 'vi' | 'en'): CliError {
  const said = {
    vi:
      `các quy tắc theo nhật ký ${log} còn chậm ${behind} sự kiện, nên chưa so sánh gì: phát hiện lúc này chưa phải ` +
      'là phát hiện sau cùng. hoso ops status cho biết vì sao; hãy hỏi lại sau, hoặc chờ lâu hơn bằng --wait <giây>',
    en:
      `the rules that follow the log ${log} are ${behind} events behind, so nothing is compared: what they find now ` +
      'is not what they find in the end. hoso ops status tells why: ask again later, or wait longer: --wait <seconds>',
  }[lang];
  return new CliError(exitCodes.unjudged, said, { code: 'RulesBehind', title: said, log, behind });
}
