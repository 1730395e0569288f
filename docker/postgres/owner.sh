#!/usr/bin/env bash
# Runs once, when the database is first made: the owner migrates, and is neither superuser nor above the policies.
# Names and rights of the serving roles are the migration's business.
set -euo pipefail
psql --set=ON_ERROR_STOP=1 --set=password="$OWNER_PASSWORD" --username="$POSTGRES_USER" <<'SQL'
create role calldocker_owner login createrole password :'password';
create database calldocker owner calldocker_owner;
SQL
