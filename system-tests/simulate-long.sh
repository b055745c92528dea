#!/usr/bin/env bash
# A long run of the simulation: SEEDS new seeds (1000000 without a number), and one line about it: date, commit, seeds, seeds a
# second, violations and what was never reached, with tabs between. The line is added to FILE, or printed without one.
#
#   system-tests/simulate-long.sh [SEEDS] [FILE] [OPTION OF SIMULATE...]
#
# Exits as simulate does: 1 where a promise was broken or something was not reached. Needs jq.
set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
seeds=${1:-1000000}
file=${2:-}
[[ $seeds =~ ^[1-9][0-9]*$ ]] || { echo "usage: $0 [SEEDS] [FILE] [OPTION OF SIMULATE...]" >&2; exit 64; }
command -v jq >/dev/null || { echo "$0: jq is needed" >&2; exit 69; }

result=$(mktemp)
trap 'rm -f "$result"' EXIT
code=0
"$root/windlass" simulate --seeds "$seeds" -o json "${@:3}" >"$result" || code=$?
[ -s "$result" ] || exit "$code"

commit=$(git -C "$root" describe --always --dirty --abbrev=12 2>/dev/null || echo unknown)
line=$(jq -r --arg date "$(date -u +%Y-%m-%dT%H:%M:%SZ)" --arg commit "$commit" \
    '[$date, $commit, .seeds, .seedsPerSecond, .violations, (.missing | join("; "))] | @tsv' "$result")
if [ -n "$file" ]; then
    printf '%s\n' "$line" >>"$file"
else
    printf '%s\n' "$line"
fi
[ "$code" -eq 0 ] || jq 'del(.sometimes, .transitions)' "$result" >&2
exit "$code"
