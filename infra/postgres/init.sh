#!/bin/sh
# Runs once, on an empty data folder: the databases, and a user with a password of its own for each process and for who
# backs up. What these may do is granted by `hoso ops migrate`.
set -eu
secrets=${SECRETS:-/run/secrets}
sql() { psql --set ON_ERROR_STOP=1 --username postgres "$@"; }
sql <<'SQL'
create database hoso_events;
create database hoso_keys;
revoke connect on database hoso_events, hoso_keys from public;
SQL
for name in registry intake processing postal-delivery audit relay backup; do
  user=hoso_$(echo "$name" | tr - _)
  sql --set user="$user" --set password="$(cat "$secrets/$name-database-password")" <<'SQL'
create role :"user" login password :'password';
grant connect on database hoso_events to :"user";
SQL
  # These two have nothing to do with personal data.
  if [ "$name" != relay ] && [ "$name" != backup ]; then
    sql --set user="$user" <<'SQL'
grant connect on database hoso_keys to :"user";
SQL
  fi
done
