#!/usr/bin/env bash
# Two minor versions by one request: planned as two hops, and each is done.
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

new_cluster 1 2
configure
serve
code=0
windlass plan "$cluster" --to v1.21.1 --detailed-exitcode -o json >"$work/plan.json" 2>"$work/plan.err" || code=$?
[[ $code == 2 ]] || fail "windlass plan: exit code $code: $(tail -n 1 "$work/plan.err")"
hops=$(jq -r '[.hops[].to] | join(" ")' "$work/plan.json")
[[ $hops == "v1.20.2 v1.21.1" ]] || fail "planned hops: '$hops', not v1.20.2 and v1.21.1"
all_at v1.19.9
upgrade v1.21.1
expect_code 0
all_at v1.21.1
control_plane_at v1.21.1
verbs_ran_once
numbers_without_gap
figures "1 + 2 nodes from v1.19.9 to v1.21.1 in two hops in $took s, $verbs verbs, $event_count events"
