#!/usr/bin/env bash
# Opens the pages of the demo in a real browser and fails on what is wrong with them:
# tools/browser/run.sh. Needs chromium, npm and its registry.
set -euo pipefail
. "$(dirname "$0")/../demo.sh" check.mjs

first() { # first PATH: the id of the first object of a list
	curl -fsS "$base$1" | sed -n 's/.*"items":\[{"id":"\([^"]*\)".*/\1/p'
}
incident=$(first '/v1/incidents?sort=size&limit=1')
story=$(first "/v1/stories?incident=$incident&limit=1")
[ -n "$incident" ] && [ -n "$story" ] || { echo "the demo has no incident or no story"; exit 1; }
cd "$work"
node check.mjs "$base/" "$base/?accused=CN&contested=true" "$base/incidents/$incident" "$base/stories" "$base/stories/$story" \
	"$base/stories?q=attack" "$base/claims" "$base/claims?review=machine" "$base/edits" "$base/v1/incidents/$incident/digest?format=html" \
	"$base/actors?country=KP" "$base/actors/actor:apt40" "$base/feeds" "$base/docs" "$base/nowhere" "$base/?level=strong"
