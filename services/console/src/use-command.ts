import type { Receipt } from '@hoso/contracts';
import { useRef, useState } from 'react';
import { type Answer, ask } from './ask.ts';
import { useTexts } from './language.ts';
import { sessionEnded } from './session.ts';

/** A command as a form gives it. */
export interface Wanted {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The version that one looked at: where it has moved on since, the command is refused. */
  readonly ifVersion?: number | undefined;
}

export interface Sending {
  readonly sending: boolean;
  /** The answer to the last one; none once something else is typed. */
  readonly answer: Answer<Receipt> | undefined;
  readonly send: (wanted: Wanted) => Promise<Answer<Receipt>>;
  readonly forget: () => void;
}

/** Sends commands. One whose answer was lost is sent again under the same id, so that it takes effect once. */
export function useCommand(): Sending {
  const { language } = useTexts();
  const [sending, setSending] = useState(false);
  const [answer, setAnswer] = useState<Answer<Receipt> | undefined>();
  const open = useRef<{ readonly of: string; readonly commandId: string } | undefined>(undefined);
  const send = async (wanted: Wanted): Promise<Answer<Receipt>> => {
    const { method, path, body, ifVersion } = wanted;
    const of = JSON.stringify(wanted);
    const { commandId } = open.current?.of === of ? open.current : { commandId: randomId() };
    open.current = { of, commandId };
    setSending(true);
    const headers = {
      'command-id': commandId,
      ...(ifVersion === undefined ? {} : { 'if-match': `"${ifVersion}"` }),
    };
    const told = await ask<Receipt>(path, { method, body, language, headers });
    if (told.kind !== 'unreachable') open.current = undefined;
    setSending(false);
    setAnswer(told);
    if (told.kind === 'refused' && told.problem.status === 401) sessionEnded();
    return told;
  };
  return { sending, answer, send, forget: () => setAnswer(undefined) };
}

/** A UUID of chance. Browsers make one by themselves only where the page came over TLS. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
