import type { ListFindings } from '@hoso/contracts';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { question } from '../ask.ts';
import { useTexts } from '../language.ts';
import { useLive, useRested } from '../live.ts';
import { FindingRows } from '../parts/finding-rows.tsx';
import { PageRows } from '../parts/page-rows.tsx';
import { useAnswer } from '../use-answer.ts';

type Findings = z.output<typeof ListFindings.answer>;

const everyMs = 1_500;
const ruleForm = /^[A-Z]\d{1,3}$/;

/** Every finding, the newest first; of one rule where one is named. */
export function FindingsPage(): ReactNode {
  const { t } = useTexts();
  const [rule, setRule] = useState('');
  const [after, setAfter] = useState<string | undefined>();
  const { moves, findings } = useLive();
  const version = useRested(moves + findings, everyMs);
  const asked = ruleForm.test(rule) ? rule : undefined;
  const told = useAnswer<Findings>(question('/findings', { limit: 50, rule: asked, after }), { version });
  return (
    <section className="card wide" aria-labelledby="all-findings">
      <div className="heading">
        <h1 id="all-findings">{t.findings.title}</h1>
        <label className="inline">
          <span>{t.findings.filter}</span>
          <input
            value={rule}
            size={5}
            maxLength={4}
            placeholder="V09"
            autoComplete="off"
            onChange={({ target }) => {
              setRule(target.value.trim().toUpperCase());
              setAfter(undefined);
            }}
          />
        </label>
      </div>
      <PageRows told={told} after={after} onGo={setAfter} none={t.lists.noFindings}>
        {(items) => <FindingRows findings={items} />}
      </PageRows>
    </section>
  );
}
