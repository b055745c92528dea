# shellcheck shell=bash
# Sourced by the checks beside it: a real cluster made by a lab program, Windlass on it, and what must hold at the end.
#
#   WINDLASS_LAB        the lab program: up, down, info, kubectl, ssh and break, see README.md. Unset: nothing is checked
#   WINDLASS_LAB_KEEP=1 leaves the cluster and the working directory behind, to look at them
#   WINDLASS_LAB_NAME   the name of the cluster, 1 to 12 of a-z, 0-9 and '-' (checked)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cluster=${WINDLASS_LAB_NAME:-checked}

if [[ -z ${WINDLASS_LAB:-} ]]; then
    echo "skipped: no lab (WINDLASS_LAB names a program that makes clusters, see system-tests/README.md)"
    exit 0
fi
for program in jq "$WINDLASS_LAB"; do
    command -v "$program" >/dev/null || { echo "$0 needs $program"; exit 69; }
done

work=$(mktemp -d "${TMPDIR:-/tmp}/windlass-check.XXXXXX")
planner_port='' # chosen by configure
declare -A pids=()
begun=$(date +%s)

say() { printf '%s %s\n' "$(date +%T)" "$*" >&2; }

# The check does not hold.
fail() {
    local name
    printf 'FAILED: %s\n' "$*"
    for name in "${!pids[@]}"; do
        printf -- '--- the last lines of %s\n' "$name"
        tail -n 8 "$work/$name.log" 2>/dev/null || true
    done
    exit 1
}

at_end() {
    local name
    for name in "${!pids[@]}"; do kill "${pids[$name]}" 2>/dev/null || true; done
    for name in "${!pids[@]}"; do wait "${pids[$name]}" 2>/dev/null || true; done
    if [[ -n ${WINDLASS_LAB_KEEP:-} ]]; then
        say "kept: cluster $cluster, directory $work"
    else
        lab down "$cluster" >/dev/null 2>&1 || true
        rm -rf "$work"
    fi
}
trap at_end EXIT
trap 'exit 130' INT TERM

lab() { "$WINDLASS_LAB" "$@"; }
k() { lab kubectl "$cluster" "$@"; }
on() { # NODE COMMAND...: as root
    local node=$1
    shift
    # ssh joins words with blanks, and the shell there splits them again.
    lab ssh "$cluster" "$node" "sudo $(printf '%q ' "$@")" </dev/null
}
nodes() { jq -r '.nodes[].name' "$work/info.json"; }
control_planes() { jq -r '.nodes[] | select(.role == "control-plane") | .name' "$work/info.json"; }
workers() { jq -r '.nodes[] | select(.role != "control-plane") | .name' "$work/info.json"; }

# Waits until a command succeeds.
until_true() { # SECONDS WHAT COMMAND...
    local deadline=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < deadline)) || fail "$what: not within the time"
        sleep 0.3
    done
}

# ------------------------------------------------------------------------------------------------ cluster and configuration

new_cluster() { # CONTROL_PLANES WORKERS [VERSION]
    say "$cluster: $1 control planes, $2 workers at ${3:-v1.19.9}"
    lab down "$cluster" >/dev/null 2>&1 || true
    lab up "$cluster" --control-planes "$1" --workers "$2" --version "${3:-v1.19.9}" >"$work/up.log" 2>&1 ||
        fail "the lab could not make the cluster: $(tail -n 1 "$work/up.log")"
    lab info "$cluster" >"$work/info.json"
}

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 12000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}

# The lab's cluster as a configuration. An address of a broker goes to another process; without one, `serve` brings its own.
configure() { # [BOOTSTRAP_SERVERS]
    planner_port=$(free_port)
    export WINDLASS_SERVER=http://127.0.0.1:$planner_port
    jq --arg servers "${1:-}" --arg data "$work/data" --argjson port "$planner_port" \
        --argjson executor "$(free_port)" --argjson validator "$(free_port)" '
        (if $servers == "" then {} else {kafka: {bootstrapServers: $servers}} end) + {
          dataDir: $data,
          http: {planner: $port, executor: $executor, validator: $validator},
          clusters: [{name, labels: {env: "lab"}, kubeconfig,
            ssh: {user: .sshUser, privateKey: .sshKey, knownHosts},
            nodes: [.nodes[] | {name, host: .sshHost, port: .sshPort}]}]}' "$work/info.json" >"$work/windlass.yaml"
}

# ------------------------------------------------------------------------------------------------ processes

windlass() { "$root/windlass" "$@"; }

java_of() { # the java that the launcher would take
    local home
    for home in "${WINDLASS_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
        [[ -n $home && -x $home/bin/java ]] && grep -qs '^JAVA_VERSION="25' "$home/release" && echo "$home/bin/java" && return
    done
    command -v java
}

start() { # NAME COMMAND...
    local name=$1
    shift
    "$@" >>"$work/$name.log" 2>&1 </dev/null &
    pids[$name]=$!
}

ready() { # NAME PORT
    until_true 90 "$1 is ready" "$root/docker/healthy" "$2"
}

serve() {
    start serve "$root/windlass" serve --config "$work/windlass.yaml"
    ready serve "$planner_port"
}

# A broker in a process of its own: the one that `serve` embeds, from the same jars.
broker() { # PORT
    start broker "$(java_of)" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -Xmx384m \
        -cp "$root/standalone/target/lib/*" \
        "$root/system-tests/src/test/java/dev/windlass/system/BrokerProcess.java" "$work/broker" "$1"
    until_true 60 "the broker listens" bash -c "exec 3<>/dev/tcp/127.0.0.1/$1"
}

service() { # planner|executor|validator
    start "$1" "$(java_of)" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
        -XX:+UseSerialGC -Xmx256m -jar "$root/$1-service/target/$1-service.jar" --config "$work/windlass.yaml"
}

services() {
    local name
    for name in planner executor validator; do service "$name"; done
    for name in planner executor validator; do ready "$name" "$(jq -r ".http.$name" "$work/windlass.yaml")"; done
}

kill_nine() { # NAME
    kill -9 "${pids[$1]}"
    wait "${pids[$1]}" 2>/dev/null || true
    unset "pids[$1]"
    say "killed the $1 with SIGKILL"
}

# ------------------------------------------------------------------------------------------------ upgrades

# Sets code and took.
upgrade() { # VERSION [OPTIONS...]
    local from
    from=$(date +%s)
    say "windlass upgrade $cluster --to $*"
    code=0
    windlass upgrade "$cluster" --to "$@" >"$work/upgrade.out" 2>"$work/upgrade.err" || code=$?
    took=$(($(date +%s) - from))
}

expect_code() { # WANTED
    [[ $code == "$1" ]] || fail "exit code $code instead of $1 after $took s: $(tail -n 3 "$work/upgrade.err" | tr '\n' ' ')"
}

events() { windlass events "$cluster" -o jsonl 2>"$work/events.err" >"$work/events.jsonl"; }

# Waits for an event whose JSON line matches.
until_event() { # SECONDS PATTERN
    local deadline=$((SECONDS + $1))
    until events && grep -qE "$2" "$work/events.jsonl"; do
        ((SECONDS < deadline)) || fail "no event like $2 came: $(tail -n 1 "$work/events.jsonl" | cut -c 1-300)"
        sleep 0.2
    done
}

# ------------------------------------------------------------------------------------------------ workload and probes

# Two pods behind a budget that always wants one. Written for both versions of the budget's API.
workload() {
    local api=policy/v1
    k api-versions | grep -qx policy/v1 || api=policy/v1beta1
    k apply -f - >"$work/workload.log" 2>&1 <<YAML || fail "the workload was refused: $(tail -n 1 "$work/workload.log")"
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: default}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: pause, image: "${WINDLASS_LAB_IMAGE:-k8s.gcr.io/pause:3.2}"}]
---
apiVersion: $api
kind: PodDisruptionBudget
metadata: {name: web, namespace: default}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
YAML
    k rollout status deployment/web --timeout=120s >/dev/null || fail "the workload did not become ready"
}

# Writes the workload's number of ready pods, several times a second, until the check ends.
watch_workload() {
    while :; do
        k get deployment web -o 'jsonpath={.status.readyReplicas}{"\n"}' 2>/dev/null || true
        sleep 0.3
    done >"$work/ready" &
    pids[workload-watch]=$!
}

fewest_ready() { awk 'NF == 0 { $1 = 0 } min == "" || $1 < min { min = $1 } END { print min + 0 }' "$work/ready"; }

# Asks the API through the load balancer, four times a second, until the check ends.
watch_api() {
    while :; do
        if k get --raw /readyz --request-timeout=1s >/dev/null 2>&1; then echo "$EPOCHREALTIME 1"; else echo "$EPOCHREALTIME 0"; fi
        sleep 0.25
    done >"$work/api" &
    pids[api-watch]=$!
}

# The longest time between two answers, in seconds.
longest_silence() { awk '$2 == 1 { if (last && $1 - last > most) most = $1 - last; last = $1 } END { printf "%.1f", most }' "$work/api"; }
unanswered() { grep -c ' 0$' "$work/api" || true; }

# ------------------------------------------------------------------------------------------------ what must hold

all_at() { # VERSION [NODE...]: there, Ready, schedulable
    local version=$1 wanted bad
    shift
    wanted=$([[ $# -gt 0 ]] && printf '%s\n' "$@" || nodes)
    bad=$(k get nodes -o json | jq -r --arg version "$version" --argjson wanted "$(jq -Rn '[inputs]' <<<"$wanted")" '
        [.items[] | select(.metadata.name | IN($wanted[]))] as $there
        | ($wanted - [$there[].metadata.name])[],
          ($there[] | select(.status.nodeInfo.kubeletVersion != $version or .spec.unschedulable == true
            or ([.status.conditions[] | select(.type == "Ready" and .status == "True")] | length) == 0) | .metadata.name)')
    [[ -z $bad ]] || fail "not Ready, schedulable and at $version: ${bad//$'\n'/ }; $(k get nodes --no-headers | tr '\n' ';')"
}

control_plane_at() { # VERSION
    local bad
    bad=$(k -n kube-system get pods -o json | jq -r --arg version "$1" '.items[]
        | select(.metadata.labels.component? // .metadata.labels."k8s-app"? // "" | IN("kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy"))
        | select((.spec.containers[0].image | endswith(":" + $version) | not)
            or ([.status.conditions[]? | select(.type == "Ready" and .status == "True")] | length) == 0) | .metadata.name')
    [[ -z $bad ]] || fail "not Ready with an image of $1: ${bad//$'\n'/ }"
}

# A node keeps a record of each verb that it ran. None of them may have done its work twice.
verbs_ran_once() {
    local node twice total=0 n
    for node in $(nodes); do
        # A run that found everything done already says so in its facts, and did nothing.
        on "$node" bash -c 'cd /var/lib/windlass/runs && for run in *; do
            [ -e "$run/began" ] && ! grep -qs "^already=true" "$run/facts" && echo "$(cat "$run/cmd") rc=$(tr -dc 0-9 <"$run/rc")"; done' \
            >"$work/verbs.$node" 2>/dev/null || fail "$node has no records of verbs in /var/lib/windlass/runs"
        twice=$(sort "$work/verbs.$node" | uniq -d)
        [[ -z $twice ]] || fail "ran twice on $node: ${twice//$'\n'/, }"
        n=$(wc -l <"$work/verbs.$node")
        total=$((total + n))
    done
    verbs=$total
}

# The events of the cluster are numbered 1, 2, 3 ... without a gap.
numbers_without_gap() {
    events || fail "windlass events: $(tail -n 1 "$work/events.err")"
    local gap
    gap=$(jq -r '.sequence' "$work/events.jsonl" | awk 'NR == 1 && $1 != 1 { print "the first is " $1 } NR > 1 && $1 != last + 1 { print last " is followed by " $1 } { last = $1 }')
    [[ -z $gap ]] || fail "event numbers have a gap: ${gap//$'\n'/, }"
    event_count=$(wc -l <"$work/events.jsonl")
    ((event_count > 0)) || fail "there are no events"
}

# The figures, last.
figures() { printf 'ok: %s (the whole check: %s s)\n' "$*" "$(($(date +%s) - begun))"; }
