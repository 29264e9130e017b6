# Sourced by the scripts beside it: makes a work folder with FILEs of the script's own folder and
# their npm packages, starts the demo there, and sets here, work and base, the demo's address.
# Usage: . demo.sh FILE...
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
server=
finish() {
	[ -z "$server" ] || kill "$server" 2>/dev/null || true
	[ -z "$server" ] || wait "$server" 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT

for file in package.json "$@"; do cp "$here/$file" "$work"; done
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
