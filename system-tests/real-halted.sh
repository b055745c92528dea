#!/usr/bin/env bash
# A cluster of one node whose new kubelet crashes: the upgrade halts and names the node as left cordoned. Once that is mended a new upgrade
# takes the node again, although CoreDNS has nowhere to go before the node is uncordoned.
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

ready_again() { [[ $(k get node "$only" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}') == True ]]; }
coredns_waits() { k -n kube-system get pods -l k8s-app=kube-dns --no-headers 2>/dev/null | grep -q Pending; }

new_cluster 1 0
only=$(nodes)
lab break "$cluster" "$only" kubelet-broken-package
configure
serve
upgrade v1.20.2
expect_code 20
grep -q '"type":"UpgradeHalted".*"leftCordoned":\["'"$only"'"\]' <(events && cat "$work/events.jsonl") ||
    fail "the halt does not name $only as left cordoned: $(grep UpgradeHalted "$work/events.jsonl")"
halted=$took

lab mend "$cluster" "$only"
# What the fault put in the package's place is still there.
on "$only" apt-get install -y --reinstall --allow-change-held-packages kubelet=1.20.2-1.1 >"$work/mend.log" 2>&1 ||
    fail "the kubelet could not be installed again: $(tail -n 1 "$work/mend.log")"
until_true 180 "$only is Ready again" ready_again
[[ $(k get node "$only" -o jsonpath='{.spec.unschedulable}') == true ]] || fail "$only is not cordoned any more"
until_true 60 "CoreDNS waits for the node" coredns_waits

upgrade v1.20.2
expect_code 0
all_at v1.20.2
control_plane_at v1.20.2
[[ $(k -n kube-system get deployment coredns -o jsonpath='{.status.availableReplicas}') == 2 ]] || fail "CoreDNS is not available"
numbers_without_gap
figures "one node halted after $halted s, and upgraded in $took s once it was mended, $event_count events"
