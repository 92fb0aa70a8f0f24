/** The version of the tables and functions below. A place of keys with a higher one is left alone. */
export const keySchemaVersion = 1;

export const keyNames = {
  schema: 'hoso_keys',
  owner: 'hoso_keys_owner',
  /** May ask for the keys of kids it names, make them and destroy them; it sees no list of them. */
  service: 'hoso_keys_service',
  channel: 'hoso_keys_destroyed',
} as const;

const { schema: s, service, channel } = keyNames;

/**
 * A row a key, as in the file of keys. Whoever has the role of a service calls the functions; each names the kids that
 * it is about, so that nobody who has got hold of a service's password can copy all keys in one go, or unmake one
 * without its being told on the channel.
 */
export const keyMigration = `
  create table ${s}.store (
    singleton boolean primary key default true check (singleton),
    kind text not null check (kind in ('live', 'simulated', 'imported')),
    master text not null,
    schema_version integer not null
  );
  create table ${s}.key (
    kid text collate "C" primary key,
    master text not null,
    wrapped bytea -- null once destroyed
  );

  create function ${s}.refuse_return() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and new.wrapped is null and new.kid = old.kid then return new; end if;
    raise exception 'a key is never changed, only destroyed' using errcode = 'insufficient_privilege';
  end $$;
  create trigger never_changed before update or delete on ${s}.key
    for each row execute function ${s}.refuse_return();
  create trigger never_emptied before truncate on ${s}.key
    for each statement execute function ${s}.refuse_return();

  create function ${s}.find(kids text[]) returns table (kid text, wrapped bytea)
  language sql stable security definer set search_path = pg_catalog as $$
    select k.kid, k.wrapped from ${s}.key k where k.kid = any(kids)
  $$;

  -- Of two who make the same key, one waits for the other and gets what was made.
  create function ${s}.make(kids text[], master text, locked bytea[]) returns table (kid text, wrapped bytea)
  language plpgsql volatile security definer set search_path = pg_catalog as $$
  #variable_conflict use_column
  begin
    insert into ${s}.key
      select n.kid, make.master, n.wrapped from unnest(kids, locked) n (kid, wrapped) order by n.kid
      on conflict do nothing;
    return query select k.kid, k.wrapped from ${s}.key k where k.kid = any(kids);
  end $$;

  create function ${s}.destroy(gone text, master text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog as $$
  begin
    insert into ${s}.key values (gone, master, null) on conflict (kid) do update set wrapped = null;
    perform pg_notify('${channel}', gone);
  end $$;

  revoke all on all functions in schema ${s} from public;
  revoke all on schema ${s} from public;
  grant usage on schema ${s} to "${service}";
  grant select on ${s}.store to "${service}";
  grant execute on function ${s}.find, ${s}.make, ${s}.destroy to "${service}";
`;
