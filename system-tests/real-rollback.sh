#!/usr/bin/env bash
# A worker whose new kubelet crashes goes back to its former version: exit code 21, and every node is Ready and schedulable.
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

new_cluster 1 2
broken=$(workers | tail -n 1)
lab break "$cluster" "$broken" kubelet-broken-package
configure
serve
upgrade v1.20.2
expect_code 21
all_at v1.19.9 "$broken"
mapfile -t others < <(nodes | grep -vx "$broken")
all_at v1.20.2 "${others[@]}"
control_plane_at v1.20.2
packages=$(on "$broken" dpkg-query -W -f '${Package}=${Version} ' kubeadm kubelet kubectl)
[[ $packages == "kubeadm=1.19.9-1.1 kubectl=1.19.9-1.1 kubelet=1.19.9-1.1 " || $packages == "kubeadm=1.19.9-1.1 kubelet=1.19.9-1.1 kubectl=1.19.9-1.1 " ]] ||
    fail "packages of $broken after the rollback: $packages"
held=$(on "$broken" apt-mark showhold | sort | tr '\n' ' ')
[[ $held == "kubeadm kubectl kubelet " ]] || fail "held on $broken after the rollback: $held"
numbers_without_gap
figures "$broken rolled back to v1.19.9, exit code 21 in $took s, $event_count events"
