#!/usr/bin/env bash
# Three control planes and two workers, with planner, executor, validator and broker as four processes, while the API is asked
# four times a second through the load balancer: it answers all the time.
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

readonly longest=5 # seconds: a load balancer needs some to notice that an API server went away

new_cluster 3 2
workload
port=$(free_port)
configure "127.0.0.1:$port"
broker "$port"
services
watch_workload
watch_api
upgrade v1.20.2
expect_code 0
all_at v1.20.2
control_plane_at v1.20.2
verbs_ran_once
numbers_without_gap
silence=$(longest_silence)
awk -v silence="$silence" -v longest="$longest" 'BEGIN { exit !(silence <= longest) }' ||
    fail "the API did not answer for $silence s, $(unanswered) of $(wc -l <"$work/api") probes"
(($(fewest_ready) >= 1)) || fail "the workload fell to $(fewest_ready) ready pods"
figures "3 + 2 nodes to v1.20.2 in $took s, $verbs verbs, $event_count events, the API silent for at most $silence s ($(unanswered) of $(wc -l <"$work/api") probes unanswered), the workload never below $(fewest_ready) ready pods"
