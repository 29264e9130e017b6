#!/usr/bin/env bash
# What must hold before a change lands, for people and CI alike. Stops at the first fault.
set -euo pipefail
cd "$(dirname "$0")"
tool() { go tool -modfile=tools/go.mod "$@"; }
quiet() { # quiet WHAT COMMAND...: the command must print nothing
	local what=$1 out
	shift
	out=$("$@") || { echo "$out"; echo "check: $what failed"; exit 1; }
	[ -z "$out" ] || { echo "$out"; echo "check: $what"; exit 1; }
}

quiet "go.mod is not tidy" go mod tidy -diff
quiet "run gofumpt -w on these files" tool gofumpt -l .
go vet ./...
quiet "go fix knows a newer form" go fix -diff ./...
tool staticcheck ./...
tool unparam ./...
quiet "dead code" tool deadcode -test ./...
quiet "files over 400 lines" bash -c "git ls-files '*.go' | xargs wc -l | awk '\$1 > 400 && \$2 != \"total\"'"
quiet "a path or word of somebody's machine" bash -c "git grep -nE '/(home|root|work)/[a-z]' -- . ':!*.sum' ':!check.sh' || true"
# What runs nothing at once is ten times the work under the race detector: -short takes samples of it; the tests ran whole before.
go test -race -short -shuffle=on -timeout 30m ./...
echo "check: all is well"
