#!/usr/bin/env bash
# What a user or a cluster can get wrong: each is an error that names the thing, with the right exit code, and changes nothing.
# At the end the same cluster is upgraded, while a second request for it is refused.
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

cases=0
failures=()

# One row: a command of the launcher, its exit code, and what its words must name.
row() { # WHAT CODE PATTERN WORDS...
    local what=$1 wanted=$2 pattern=$3 code=0 from said
    shift 3
    from=$(date +%s)
    timeout 300 "$root/windlass" "$@" >"$work/row.out" 2>"$work/row.err" || code=$?
    said=$(cat "$work/row.err" "$work/row.out")
    cases=$((cases + 1))
    if [[ $code == "$wanted" ]] && grep -qiE -- "$pattern" <<<"$said"; then
        printf 'ok    %-46s %3s  %3s s  %s\n' "$what" "$code" "$(($(date +%s) - from))" \
            "$(grep -iE -- "$pattern" <<<"$said" | tail -n 1 | cut -c 1-200)"
    else
        printf 'WRONG %-46s %3s, not %s or does not say %s:\n%s\n' "$what" "$code" "$wanted" "$pattern" "$(tail -n 5 <<<"$said")"
        failures+=("$what")
    fi
    untouched "$what"
}

# No verb ran on a node, nothing is cordoned, and every kubelet is the old one.
untouched() { # WHAT
    local node bad=''
    ((SECONDS - checked > 5)) || return 0
    bad=$(k get nodes -o json | jq -r '.items[] | select(.spec.unschedulable == true or .status.nodeInfo.kubeletVersion != "v1.19.9") | .metadata.name')
    [[ -z $bad ]] || { printf 'WRONG %s changed %s\n' "$1" "$bad"; failures+=("$1 changed something"); }
    checked=$SECONDS
}
checked=-10

new_cluster 1 1
worker=$(workers | head -n 1)
configure
# The same cluster under further names, each with something wrong.
address=$(jq -r --arg node "$worker" '.nodes[] | select(.name == $node) | "[" + .sshHost + "]:" + (.sshPort | tostring)' "$work/info.json")
ssh-keygen -q -t ed25519 -N '' -f "$work/other"
{
    grep -vF "$address" "$(jq -r .knownHosts "$work/info.json")"
    printf '%s %s\n' "$address" "$(cut -d ' ' -f 1,2 "$work/other.pub")"
} >"$work/changed_hosts"
jq --arg work "$work" '.clusters[0] as $good | .clusters += [
    ($good | .name = "changed-host-key" | .ssh.knownHosts = $work + "/changed_hosts"),
    ($good | .name = "missing-key-file" | .ssh.privateKey = $work + "/no-such-key"),
    ($good | .name = "wrong-key" | .ssh.privateKey = $work + "/other")]' "$work/windlass.yaml" >"$work/windlass.new"
mv "$work/windlass.new" "$work/windlass.yaml"
serve

row "unknown cluster" 64 'nowhere' upgrade nowhere --to v1.20.2
row "not a version" 64 'banana' upgrade "$cluster" --to banana
row "a minor version only" 64 'v1\.20' upgrade "$cluster" --to v1.20
row "unknown option" 64 'no-such-option' upgrade "$cluster" --to v1.20.2 --no-such-option
row "no service at that address" 69 '127\.0\.0\.1:1' status "$cluster" --server http://127.0.0.1:1
row "a target that goes down" 20 'v1\.18\.0 is lower' upgrade "$cluster" --to v1.18.0
row "a revision that no repository offers" 20 'v1\.20\.99 is not offered' upgrade "$cluster" --to v1.20.99
row "a minor version that no repository has" 20 'offers no kubeadm of 1\.22' upgrade "$cluster" --to v1.22.1
row "a changed host key" 20 "the host key of .*changed_hosts" upgrade changed-host-key --to v1.20.2
row "a missing key file" 20 'no-such-key does not exist' upgrade missing-key-file --to v1.20.2
row "a key that the node does not know" 20 "$worker .* refused the key" upgrade wrong-key --to v1.20.2

# Both: the executor keeps a connection that it has, and that survives a stopped sshd.
lab break "$cluster" "$worker" sshd-down
lab break "$cluster" "$worker" ssh-cut
row "a node that can't be reached" 20 "failed:.*$worker|$worker.*(refused|reach|connect)" upgrade "$cluster" --to v1.20.2
lab mend "$cluster" "$worker"
until_true 60 "$worker answers again" on "$worker" true

# Nobody may use sudo there for a while; systemd undoes it, because we could not.
on "$worker" bash -c 'mv /etc/sudoers.d/ops /root/ops.sudoers && systemd-run --quiet --on-active=60 mv /root/ops.sudoers /etc/sudoers.d/ops'
row "sudo is refused" 20 "sudo.*$worker|$worker.*sudo" upgrade "$cluster" --to v1.20.2
until_true 120 "sudo works again" on "$worker" true

row "steering a cluster that has no upgrade under way" 20 "$cluster|no upgrade" pause "$cluster" --reason "a test"

# A broker that is not there: the service says so and is not ready, and the command line says that it is unavailable.
jq '.kafka.bootstrapServers = "127.0.0.1:1"' "$work/windlass.yaml" >"$work/no-broker.yaml"
port=$(free_port)
jq --argjson port "$port" '.http.planner = $port' "$work/no-broker.yaml" >"$work/no-broker.new" && mv "$work/no-broker.new" "$work/no-broker.yaml"
start no-broker "$(java_of)" -Xmx256m -jar "$root/planner-service/target/planner-service.jar" --config "$work/no-broker.yaml"
until_true 60 "the planner without a broker names it" grep -q '127.0.0.1:1' "$work/no-broker.log"
row "a broker that can't be reached" 69 '127\.0\.0\.1:(1|'"$port"')' status "$cluster" --server "http://127.0.0.1:$port"
! "$root/docker/healthy" "$port" >/dev/null 2>&1 || failures+=("a planner without a broker says that it is ready")
kill "${pids[no-broker]}" && wait "${pids[no-broker]}" 2>/dev/null || true
unset 'pids[no-broker]'

upgrade v1.20.2 --detach
expect_code 0
checked=$SECONDS # from here on something changes
row "a second request for a busy cluster" 20 "under way|running|busy|already" upgrade "$cluster" --to v1.20.2
code=0
windlass watch "$cluster" --timeout 10m >"$work/upgrade.out" 2>"$work/upgrade.err" || code=$?
expect_code 0
all_at v1.20.2
verbs_ran_once
numbers_without_gap
[[ ${#failures[@]} == 0 ]] || fail "${#failures[@]} of $cases: $(printf '%s; ' "${failures[@]}")"
figures "$cases bad inputs, each refused by name and without a change; the cluster is at v1.20.2 afterwards, $verbs verbs"
