#!/usr/bin/env bash
# One control plane and two workers by one minor version, with everything in one process: every node Ready, schedulable and at
# the version, and two pods behind a budget of which one was ready all the time.
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

new_cluster 1 2
workload
configure
serve
watch_workload
upgrade v1.20.2
expect_code 0
all_at v1.20.2
control_plane_at v1.20.2
verbs_ran_once
numbers_without_gap
(($(fewest_ready) >= 1)) || fail "the workload fell to $(fewest_ready) ready pods"
figures "1 + 2 nodes to v1.20.2 in $took s, $verbs verbs, $event_count events, the workload never below $(fewest_ready) ready pods"
