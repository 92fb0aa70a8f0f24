/**
 * A batch of appends in one call, under one lock for the log: numbers and stamps them, and answers for each whether it
 * was written, is known (its command id was seen before), or is refused; what is refused has written nothing.
 *
 * READ COMMITTED gives every statement of a volatile function a snapshot of its own, so that what is looked up after
 * the lock was taken is what the last holder committed. Taking the lock and looking in one statement would not do:
 * there the snapshot is older than the lock.
 */
export function appendFunction(s: string, channel: string): string {
  return `
  create function ${s}.append(
    at_ms bigint,
    commands uuid[],
    write_append integer[], write_stream text[], write_expected integer[],
    event_append integer[], event_stream text[], event_version integer[], event_partition smallint[],
    event_id uuid[], event_body bytea[]
  ) returns table (append integer, status text, head bigint, at_write integer, at_event integer, actual integer)
  language plpgsql volatile security definer
  -- A plan made while the log was young would read all of it.
  set search_path = pg_catalog set enable_seqscan = off set plan_cache_mode = force_generic_plan set jit = off
  as $$
  declare
    last_position bigint;
    stamp bigint;
    log_kind text;
    written bigint;
    inserted bigint;
  begin
    perform pg_advisory_xact_lock(hashtextextended('${s}', 0));
    select l.kind into strict log_kind from ${s}.log l where l.singleton;
    if log_kind = 'live' and at_ms is not null then
      raise exception 'a live log is stamped by the clock of its server alone'
        using errcode = 'invalid_parameter_value';
    end if;
    ${noGaps}
    select e.position, e.recorded_at into last_position, stamp from ${s}.events e order by e.position desc limit 1;
    last_position := coalesce(last_position, 0);
    stamp := greatest(coalesce(at_ms, floor(extract(epoch from clock_timestamp()) * 1000)::bigint), coalesce(stamp, 0));

    ${wholeBatch(s, channel)}
    ${oneByOne(s, channel)}
  end $$;`;
}

/**
 * Each event stands on what its write expects, or on another event of its write. What a write expects is looked at with
 * the log, so that a caller of this function cannot leave a gap in a stream, nor an event where no follower looks.
 */
const noGaps = `
    if exists (
      select e.append, e.stream, e.version - 1
        from unnest(event_append, event_stream, event_version) e (append, stream, version)
      except (
        select * from unnest(write_append, write_stream, write_expected) w (append, stream, expected)
          where w.expected >= 0
        union all
        select * from unnest(event_append, event_stream, event_version)
      )
    ) or 0 > any (event_partition) or 15 < any (event_partition) then
      raise exception 'versions go on from what is expected, one by one, in one of 16 partitions'
        using errcode = 'invalid_parameter_value';
    end if;
  `;

/**
 * Where nothing in the batch is known, taken or in conflict, one statement writes all, and one row says so. Streams and
 * ids that are there already are left to the unique indexes to find.
 */
function wholeBatch(s: string, channel: string): string {
  return `
    if not exists (select from unnest(commands) c group by c having count(*) > 1)
      and not exists (select from ${s}.events e where e.command_id = any(commands))
      and not exists (
        select from unnest(write_stream, write_expected) w (name, expected)
        where w.expected > 0
          and not exists (select from ${s}.events e where e.stream = w.name and e.version = w.expected)
      )
    then
      begin
        insert into ${s}.events
          select last_position + e.nth, stamp, e.partition, e.version, e.id, commands[e.append], e.stream, e.body
          from unnest(event_append, event_stream, event_version, event_partition, event_id, event_body)
            with ordinality e (append, stream, version, partition, id, body, nth);
        written := last_position + coalesce(cardinality(event_id), 0);
        perform pg_notify('${channel}', written::text);
        append := 0; status := 'all written'; head := written;
        return next;
        return;
      exception when unique_violation then
        null;
      end;
    end if;
  `;
}

/** Otherwise append by append, each seeing what those before it wrote. */
function oneByOne(s: string, channel: string): string {
  return `
    written := last_position;
    for i in 1 .. cardinality(commands) loop
      append := i; head := null; at_write := null; at_event := null; actual := null;
      if exists (select from ${s}.events e where e.command_id = commands[i]) then
        status := 'known';
        return next;
        continue;
      end if;
      select w.nth, w.version into at_write, actual
        from (
          select w.nth, w.expected, coalesce(
            (select e.version from ${s}.events e where e.stream = w.name order by e.version desc limit 1), 0) as version
          from unnest(write_append, write_stream, write_expected) with ordinality w (append, name, expected, nth)
          where w.append = i
        ) w
        where w.expected <> w.version order by w.nth limit 1;
      if at_write is not null then
        status := 'conflict';
        return next;
        continue;
      end if;
      select n.nth into at_event
        from unnest(event_append, event_id) with ordinality n (append, id, nth)
        where n.append = i and exists (select from ${s}.events e where e.id = n.id)
        order by n.nth limit 1;
      if at_event is not null then
        status := 'taken';
        return next;
        continue;
      end if;
      insert into ${s}.events
        select written + row_number() over (order by e.nth), stamp, e.partition, e.version, e.id, commands[i], e.stream,
          e.body
        from unnest(event_append, event_stream, event_version, event_partition, event_id, event_body)
          with ordinality e (append, stream, version, partition, id, body, nth)
        where e.append = i;
      get diagnostics inserted = row_count;
      written := written + inserted;
      status := 'written';
      head := written;
      return next;
    end loop;
    if written > last_position then perform pg_notify('${channel}', written::text); end if;
  `;
}
