#!/bin/bash
# The official image runs this once, in an empty database: roles, tables, and the data that is there at the start.
set -euo pipefail
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v password="$(cat /run/secrets/tidegauge_password)" --file /example/init.sql
