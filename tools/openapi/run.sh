#!/usr/bin/env bash
# Lints the OpenAPI document of the running program, makes a TypeScript client from it, and
# asks with that: tools/openapi/run.sh. Needs npm and its registry.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
server=
finish() {
	[ -z "$server" ] || kill "$server" 2>/dev/null || true
	[ -z "$server" ] || wait "$server" 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT

cp "$here/package.json" "$here/client.ts" "$work"
(cd "$work" && npm install --no-package-lock --no-audit --no-fund --loglevel=error)
(cd "$here/../.." && go build -o "$work/ascribe" ./cmd/ascribe)
"$work/ascribe" demo --addr 127.0.0.1:0 --data "$work/data" >"$work/out" 2>"$work/err" &
server=$!
base=
for _ in $(seq 300); do
	base=$(sed -n 's/^Look: *\(http.*[^/]\)\/*$/\1/p' "$work/out")
	[ -n "$base" ] && curl -fsS -o /dev/null "$base/readyz" 2>/dev/null && break
	kill -0 "$server" 2>/dev/null || { echo "the demo stopped:"; cat "$work/err"; exit 1; }
	sleep 0.1
done
[ -n "$base" ] || { echo "the demo does not say where it is:"; cat "$work/out" "$work/err"; exit 1; }

cd "$work"
curl -fsS "$base/openapi.json" >openapi.json
REDOCLY_TELEMETRY=off npx redocly lint openapi.json
npx openapi-typescript openapi.json -o api.d.ts
npx tsc --strict --target es2022 --module nodenext --moduleResolution nodenext --skipLibCheck --types node client.ts
node client.js "$base"
