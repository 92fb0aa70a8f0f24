#!/bin/sh
# Runs once, on an empty data folder: the databases, and the users that services log in as. What these may do is granted
# by `hoso ops migrate`.
set -eu
password=$(cat /run/secrets/database-password)
psql --set ON_ERROR_STOP=1 --set password="$password" --username postgres <<'SQL'
create database hoso_events;
create database hoso_keys;
create role hoso_service login password :'password';
create role hoso_audit login password :'password';
create role hoso_relay login password :'password';
create role hoso_backup login password :'password';
revoke connect on database hoso_keys from public;
grant connect on database hoso_keys to hoso_service, hoso_audit;
SQL
