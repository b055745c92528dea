# shellcheck shell=bash
# Sourced by real-chaos.sh after lab.sh: what is written down while faults strike, and what is fetched afterwards, for RoundCheck.

# All events, as somebody sees them who follows from the beginning and asks again when he is sent away.
follow_events() {
    local last
    while :; do
        last=$(tail -n 1 "$work/followed.jsonl" 2>/dev/null | jq -r .sequence)
        "$root/windlass" events "$cluster" -o jsonl --follow --after "${last:-0}" --give-up-after 10m \
            >>"$work/followed.jsonl" 2>>"$work/follow.log" &
        echo $! >"$work/pids/follower"
        wait $! || true
        echo "followed to $(tail -n 1 "$work/followed.jsonl" 2>/dev/null | jq -r .sequence), and once more" >>"$work/follow.log"
        sleep 1
    done
}

# A watch ends after a while, so that one whose API server froze does not stay silent.
watching() { # FILE KUBECTL_ARGUMENT...
    local file=$1
    shift
    while :; do
        echo "$EPOCHREALTIME connect"
        k get "$@" -w --request-timeout=20s 2>/dev/null | while IFS= read -r line; do echo "$EPOCHREALTIME $line"; done || true
        sleep 0.5
    done >>"$file"
}

watch_nodes() { watching "$work/nodes.watch" nodes -o 'jsonpath={.metadata.name} {.spec.unschedulable} {.metadata.annotations.windlass\.dev/cordoned-by}{"\n"}'; }
watch_pods() { watching "$work/workload.watch" deployment web -o 'jsonpath={.status.readyReplicas}{"\n"}'; }

observe() { # NAME FUNCTION
    "$2" &
    echo $! >"$work/pids/$1"
}

# Everything that a node remembers of its runs: a line each, see NodeRun.
runs_of() { # NODE
    on "$1" bash -c 'cd /var/lib/windlass/runs && for run in *; do
        began="" ended="" code="" already=""
        [ ! -e "$run/began" ] || began=$(stat -c %.9Z "$run/began")
        [ ! -s "$run/rc" ] || { ended=$(stat -c %.9Y "$run/rc"); code=$(tr -dc 0-9 <"$run/rc"); }
        ! grep -qs "^already=true" "$run/facts" || already=true
        printf "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n" "$0" "$run" "$(tr -dc 0-9 <"$run/token")" "$began" "$ended" "$code" "$already" "$(cat "$run/cmd")"
    done' "$1"
}

# What must never be in a record or a log, a line each: keys and tokens of this cluster.
secrets() { secret_lines | awk 'length >= 16'; }
secret_lines() {
    grep -v -e '-----' "$(jq -r .sshKey "$work/info.json")"
    sed -nE 's/^ *(client-key-data|token|password): *"?([^"]+)"?$/\2/p' "$(jq -r .kubeconfig "$work/info.json")"
    # The same key as the PEM that it is inside, where somebody has decoded it.
    sed -nE 's/^ *client-key-data: *//p' "$(jq -r .kubeconfig "$work/info.json")" | base64 -d | grep -v -e '-----'
}

# Everything that RoundCheck reads, and the search for secrets.
evidence() {
    local node
    windlass events "$cluster" -o jsonl --connect-timeout 60s >"$work/events.jsonl" 2>"$work/events.err" || bad "windlass events: $(tail -n 1 "$work/events.err")"
    until_true 60 "who follows has seen all" bash -c "[[ \$(wc -l <'$work/followed.jsonl') -ge \$(wc -l <'$work/events.jsonl') ]]"
    curl -fsS "$WINDLASS_SERVER/api/v1/clusters/$cluster/plan" >"$work/plan.json" || bad "there is no plan"
    for node in $(nodes); do runs_of "$node"; done >"$work/runs.tsv" || bad "the records of $node can't be read"
    secrets >"$round/secrets"
    # The broker's segments too: what no API shows.
    grep -rlaFf "$round/secrets" "$work"/*.log "$work"/*.jsonl "$work/broker" >"$round/leaks" 2>/dev/null || true
    [[ ! -s $round/leaks ]] || bad "S16: a secret is in $(tr '\n' ' ' <"$round/leaks")"
    rm -f "$round/secrets"
}
