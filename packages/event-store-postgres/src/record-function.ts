import { appendAnswer, appendArguments } from './append-function.ts';
import type { LogNames } from './schema.ts';

/** What a log's recorders may append, and nothing else. */
export interface Recordable {
  /** Of the streams they append to: one event each, in a stream named after its command. */
  readonly category: string;
  readonly types: readonly string[];
}

/**
 * The two functions of a log's recorders: `record` appends what is recordable, `recorded` finds it again. A recorder
 * calls these, and reads nothing.
 *
 * Ids that can be worked out beforehand, as those of findings, are kept from recorders: whoever took one would keep
 * what it belongs to from ever being written. So a command's id is random (version 4), and the event's follows from it.
 */
export function recordFunctions({ schema, recorder }: LogNames, { category, types }: Recordable): string {
  const s = `"${schema}"`;
  return `
  create or replace function ${s}.record(${appendArguments}) returns ${appendAnswer}
  language plpgsql volatile security definer set search_path = pg_catalog as $$
  begin
    if exists (
      select from unnest(
        commands, write_append, write_stream, write_expected, event_write, event_id, event_body
      ) with ordinality r (command, append, stream, expected, write, id, body, nth)
      cross join lateral (
        select encode(sha256(convert_to(r.command::text || E'\\n0', 'UTF8')), 'hex') as hash,
          convert_from(r.body, 'UTF8')::jsonb as said
      ) h
      -- What is missing is no more allowed than what is wrong.
      where (
        r.append = r.nth and r.write = r.nth and r.expected = 0
        and r.stream = ${literal(`${category}-`)} || r.command::text
        and substr(r.command::text, 15, 1) = '4'
        and r.id = (substr(h.hash, 1, 12) || '8' || substr(h.hash, 14, 3)
          || substr('89ab89ab89ab89ab', ('x' || substr(h.hash, 17, 1))::bit(4)::integer + 1, 1)
          || substr(h.hash, 18, 15))::uuid
        and h.said @> jsonb_build_object(
          'commandId', r.command, 'id', r.id, 'stream', r.stream, 'version', 1)
        and h.said ->> 'type' in (${types.map(literal).join(', ')})
      ) is not true
    ) then
      raise exception 'this user may record % in this log, and nothing else', ${literal(types.join(', '))}
        using errcode = 'insufficient_privilege';
    end if;
    return query select * from ${s}.append(
      at_ms, commands, write_append, write_stream, write_expected, event_write, event_partition, event_id, event_body);
  end $$;

  create or replace function ${s}.recorded(command uuid)
  returns table ("position" bigint, recorded_at bigint, partition smallint, body text)
  language sql stable security definer set search_path = pg_catalog as $$
    select e.position, e.recorded_at, e.partition, convert_from(e.body, 'UTF8') from ${s}.events e
    where e.stream = ${literal(`${category}-`)} || command::text and e.command_id = command
  $$;

  revoke all on function ${s}.record, ${s}.recorded from public;
  grant usage on schema ${s} to "${recorder}";
  grant select on ${s}.log to "${recorder}";
  grant execute on function ${s}.record, ${s}.recorded to "${recorder}";
  `;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
