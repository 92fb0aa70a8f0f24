import type { Receipt } from '@hoso/contracts';
import { type ReactNode, type SyntheticEvent, useRef } from 'react';
import type { Problem } from '../ask.ts';
import { useDraft } from '../drafts.ts';
import { contentOf, type Field, heldBy, objectionsOf } from '../fields.ts';
import { useTexts } from '../language.ts';
import { useSession } from '../session.ts';
import { useCommand } from '../use-command.ts';
import { FormField } from './form-field.tsx';

export interface CommandFormProps {
  /** Which form this is: what was typed is kept under this name. */
  readonly name: string;
  readonly fields: readonly Field[];
  readonly submit: string;
  /** Where it is sent; some forms lead to another command by what was chosen. */
  readonly to: (content: Readonly<Record<string, unknown>>) => Target;
  readonly ifVersion?: number | undefined;
  /** The field beside which a refusal is told, by its code. */
  readonly fieldOf?: Readonly<Record<string, string>>;
  /** Whether it can be insisted upon, with a reason; offered once it was refused. */
  readonly mayInsist?: boolean;
  readonly onDone: (receipt: Receipt) => void;
  /** Somebody else was faster: whoever shows what was looked at asks anew. */
  readonly onStale?: () => void;
}

interface Target {
  readonly method?: 'POST' | 'PUT';
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

const insistence = 'insist';

/**
 * A command as a form. Whether it may be, the platform alone says; what it objects to stands beside the field, and
 * nothing that was typed is lost before it is recorded.
 */
export function CommandForm(props: CommandFormProps): ReactNode {
  const { name, submit, to, ifVersion, fieldOf, onDone, onStale } = props;
  const { t } = useTexts();
  const { session } = useSession();
  const form = useRef<HTMLFormElement>(null);
  const begun = Object.fromEntries(props.fields.map((field) => [field.name, field.begun ?? '']));
  const [draft, setDraft] = useDraft(JSON.stringify([session?.actor, name]), begun);
  const { sending, answer, send, forget } = useCommand();
  const sentAt = useRef<number | undefined>(undefined);
  const problem = answer?.kind === 'refused' ? answer.problem : undefined;
  const isInsisting = props.mayInsist === true && (problem?.status === 409 || (draft[insistence] ?? '') !== '');
  const fields: readonly Field[] = isInsisting
    ? [...props.fields, { name: insistence, kind: 'line', label: t.forms.insist, hint: t.forms.insistWhy }]
    : props.fields;
  const objections = problem && objectionsOf(problem, fields, fieldOf);
  const give = async (): Promise<void> => {
    const { [insistence]: reason, ...content } = contentOf(fields, draft);
    const { method = 'POST', path, body = content } = to(content);
    const wanted = { method, path, body: { ...body, ...(reason === undefined ? {} : { insist: { reason } }) } };
    sentAt.current = ifVersion;
    const told = await send({ ...wanted, ifVersion });
    if (told.kind === 'told') {
      // What changed nothing was not recorded either: whoever typed it may still want it.
      if (told.value.version !== ifVersion) setDraft(begun);
      onDone(told.value);
      return;
    }
    if (told.kind === 'refused' && told.problem.status === 412) onStale?.();
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const submitted = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!sending) void give();
  };
  return (
    <form ref={form} className="stacked command" onSubmit={submitted} noValidate>
      {fields.map((field) => (
        <FormField
          key={field.name}
          field={field}
          value={heldBy(field, draft)}
          objection={objections?.byField[field.name]}
          onType={(value) => {
            if (answer?.kind === 'told') forget();
            setDraft((before) => ({ ...before, [field.name]: value }));
          }}
        />
      ))}
      <button type="submit" aria-disabled={sending}>
        {sending ? t.forms.sending : submit}
      </button>
      <div role="alert">
        {problem ? <Refused problem={problem} others={objections?.others ?? []} /> : null}
        {answer?.kind === 'unreachable' ? <p className="notice">{t.forms.unsent}</p> : null}
      </div>
      <p role="status" className="quiet">
        {answer?.kind !== 'told' ? '' : answer.value.version === sentAt.current ? t.forms.nothingNew : t.forms.recorded}
      </p>
    </form>
  );
}

function Refused({ problem, others }: { readonly problem: Problem; readonly others: readonly string[] }): ReactNode {
  const { t } = useTexts();
  const isStale = problem.status === 412;
  return (
    <div className="notice">
      <p>{isStale ? t.forms.stale : t.forms.refused}</p>
      {others.map((one) => (
        <p key={one}>{one}</p>
      ))}
    </div>
  );
}
