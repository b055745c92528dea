#!/usr/bin/env bash
# kill -9 of the executor in the middle of `kubeadm upgrade apply`, of the planner while the worker is drained, and of the
# validator while it looks at the worker's new kubelet; each is started again. The upgrade finishes, the nodes' own records show
# that no verb did its work twice, and the events have no gap.
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

readonly pause=3 # seconds for which a service is gone

kill_and_start() { # SERVICE
    kill_nine "$1"
    sleep "$pause"
    service "$1"
}
# The brackets: the words of sudo and of the shell there must not match themselves.
applies() { on "$first" pgrep -f '[k]ubeadm upgrade apply'; }
drained() { [[ $(k get node "$worker" -o 'jsonpath={.spec.unschedulable}') == true ]]; }
restarted() { [[ $(k get node "$worker" -o 'jsonpath={.status.nodeInfo.kubeletVersion}') == v1.20.2 ]]; }

new_cluster 1 1 # and no workload behind a budget: with one worker, its pods would have nowhere to go
first=$(control_planes | head -n 1)
worker=$(workers | head -n 1)
port=$(free_port)
configure "127.0.0.1:$port"
broker "$port"
services
from=$(date +%s)
upgrade v1.20.2 --detach
expect_code 0
until_true 300 "kubeadm upgrade apply runs" applies
kill_and_start executor
until_true 600 "$worker is cordoned" drained
kill_and_start planner
until_true 300 "the kubelet of $worker is new" restarted
kill_and_start validator
code=0
ready planner "$planner_port"
windlass watch "$cluster" --timeout 15m >"$work/upgrade.out" 2>"$work/upgrade.err" || code=$?
took=$(($(date +%s) - from))
expect_code 0
all_at v1.20.2
control_plane_at v1.20.2
verbs_ran_once
numbers_without_gap
# kubeadm keeps a copy of the manifests each time that it applies: a record that is not ours.
copies=$(on "$first" bash -c 'ls -d /etc/kubernetes/tmp/kubeadm-backup-manifests-* | wc -l')
[[ $copies == 1 ]] || fail "kubeadm upgrade apply ran $copies times"
figures "1 + 1 nodes to v1.20.2 in $took s with three kills, $verbs verbs and none twice, $event_count events without a gap"
