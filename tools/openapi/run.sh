#!/usr/bin/env bash
# Lints the OpenAPI document of the running program, makes a TypeScript client from it, and
# asks with that: tools/openapi/run.sh. Needs npm and its registry.
set -euo pipefail
. "$(dirname "$0")/../demo.sh" client.ts

cd "$work"
curl -fsS "$base/openapi.json" >openapi.json
REDOCLY_TELEMETRY=off npx redocly lint openapi.json
npx openapi-typescript openapi.json -o api.d.ts
npx tsc --strict --target es2022 --module nodenext --moduleResolution nodenext --skipLibCheck --types node client.ts
node client.js "$base"
