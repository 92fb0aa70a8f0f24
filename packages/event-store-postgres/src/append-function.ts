/** What both functions that append take: writes name their append, events their write, both counted from 1. */
export const appendArguments = `
    at_ms bigint,
    commands uuid[],
    write_append integer[], write_stream text[], write_expected integer[],
    event_write integer[], event_partition smallint[], event_id uuid[], event_body bytea[]
  `;
export const appendAnswer = 'table (append integer, status text, head bigint, at_write integer, actual integer)';

/**
 * A batch of appends in one call, under one lock for the log: numbers and stamps them, and answers for each whether it
 * was written, is known (its command id was seen before), or is refused; what is refused has written nothing.
 *
 * An event's id follows from its command's: a command that was seen before shows in its first event's id. Versions are
 * given here, one by one from what each write expects, so that no caller can leave a gap in a stream.
 *
 * READ COMMITTED gives every statement of a volatile function a snapshot of its own, so that what is looked up after
 * the lock was taken is what the last holder committed. Taking the lock and looking in one statement would not do:
 * there the snapshot is older than the lock.
 */
export function appendFunction(s: string): string {
  return `
  create function ${s}.append(${appendArguments}) returns ${appendAnswer}
  language plpgsql volatile security definer
  -- A plan made while the log was young would read all of it.
  set search_path = pg_catalog set enable_seqscan = off set plan_cache_mode = force_generic_plan set jit = off
  as $$
  declare
    last_position bigint;
    stamp bigint;
    written bigint;
    inserted bigint;
    of_write integer := 0;
    to_write integer;
    of_event integer := 0;
    to_event integer;
  begin
    perform pg_advisory_xact_lock(hashtextextended('${s}', 0));
    if at_ms is not null and exists (select from ${s}.log l where l.kind = 'live') then
      raise exception 'a live log is stamped by the clock of its server alone'
        using errcode = 'invalid_parameter_value';
    end if;
    if 0 > any (event_partition) or 15 < any (event_partition) then
      raise exception 'an event is in one of 16 partitions' using errcode = 'invalid_parameter_value';
    end if;
    select e.position, e.recorded_at into last_position, stamp from ${s}.events e order by e.position desc limit 1;
    last_position := coalesce(last_position, 0);
    stamp := greatest(coalesce(at_ms, floor(extract(epoch from clock_timestamp()) * 1000)::bigint), coalesce(stamp, 0));

    ${wholeBatch(s)}
    ${oneByOne(s)}
  end $$;`;
}

/**
 * Inserts events from a position on, each with the next version of its write. What is not said of one is null, and so
 * refused by the table. There is no join: how many rows an array has is not known to a plan that is made once.
 */
function insertion(s: string, after: string, events: string): string {
  return `
        insert into ${s}.events
          select ${after} + e.nth, stamp, e.partition,
            write_expected[e.write] + row_number() over (partition by e.write order by e.nth), e.id,
            commands[write_append[e.write]], write_stream[e.write], e.body
          from unnest(${['write', 'partition', 'id', 'body'].map((name) => `event_${name}${events}`).join(', ')})
            with ordinality e (write, partition, id, body, nth);
        get diagnostics inserted = row_count;`;
}

/**
 * Where nothing in the batch is known or in conflict, one statement writes all, and one row says so. Streams that are
 * further and commands that are known are left to the unique indexes to find.
 */
function wholeBatch(s: string): string {
  return `
    if not (0 > any (write_expected)) and not exists (
      select from unnest(write_stream, write_expected) w (name, expected)
      where w.expected > 0
        and not exists (select from ${s}.events e where e.stream = w.name and e.version = w.expected)
    ) then
      begin
        ${insertion(s, 'last_position', '')}
        append := 0; status := 'all written'; head := last_position + inserted;
        return next;
        return;
      exception when unique_violation then
        null;
      end;
    end if;
  `;
}

/** Otherwise append by append, each seeing what those before it wrote. */
function oneByOne(s: string): string {
  return `
    written := last_position;
    for i in 1 .. cardinality(commands) loop
      append := i; head := null; at_write := null; actual := null;
      to_write := of_write; to_event := of_event;
      while write_append[to_write + 1] = i loop to_write := to_write + 1; end loop;
      while event_write[to_event + 1] <= to_write loop to_event := to_event + 1; end loop;
      if exists (select from ${s}.events e where e.id = event_id[of_event + 1]) then
        status := 'known';
      else
        select w.nth, w.version into at_write, actual
          from (
            select w.nth, w.expected, coalesce((
              select e.version from ${s}.events e where e.stream = w.name order by e.version desc limit 1
            ), 0) as version
            from unnest(write_stream[of_write + 1 : to_write], write_expected[of_write + 1 : to_write])
              with ordinality w (name, expected, nth)
          ) w
          where w.expected <> w.version order by w.nth limit 1;
        if at_write is not null then
          status := 'conflict';
          at_write := of_write + at_write;
        else
          ${insertion(s, 'written', '[of_event + 1 : to_event]')}
          written := written + inserted;
          status := 'written';
          head := written;
        end if;
      end if;
      of_write := to_write; of_event := to_event;
      return next;
    end loop;
  `;
}
