#!/usr/bin/env bash
# Opens the pages of the demo in a real browser and fails on what is wrong with them:
# tools/browser/run.sh. Needs chromium, npm and its registry.
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

cp "$here/package.json" "$here/check.mjs" "$work"
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

first() { # first PATH: the id of the first object of a list
	curl -fsS "$base$1" | sed -n 's/.*"items":\[{"id":"\([^"]*\)".*/\1/p'
}
incident=$(first '/v1/incidents?sort=size&limit=1')
story=$(first "/v1/stories?incident=$incident&limit=1")
[ -n "$incident" ] && [ -n "$story" ] || { echo "the demo has no incident or no story"; exit 1; }
cd "$work"
node check.mjs "$base/" "$base/?accused=CN&contested=true" "$base/incidents/$incident" "$base/stories" "$base/stories/$story" \
	"$base/actors?country=KP" "$base/actors/actor:apt40" "$base/feeds" "$base/docs" "$base/nowhere" "$base/?level=strong"
