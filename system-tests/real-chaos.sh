#!/usr/bin/env bash
# Rounds of upgrades of 3 control planes and 2 workers, each by one minor version, while faults strike at random: kill -9 of services and of
# the broker, pauses longer than a lease, SSH cut and refused, nodes frozen, cut off and rebooted, kubelets, packages and disks broken, and
# a person who pauses. After each round everything that docs/invariants.md promises and that can be seen from outside is checked.
#
#   system-tests/real-chaos.sh [ROUNDS] [--seed N] [--faults N] [--from VERSION] [--record FILE]
#
#   ROUNDS          how many (2)
#   --seed N        the first round's seed, the next ones have the numbers after it; the same seed draws the same faults
#   --faults N      how many faults a round (12)
#   --from VERSION  v1.19.9, or v1.20.2: at which version each new cluster begins
#   --record FILE   adds a line a round, and counts the totals over all of the file's rounds
#
# A round that fails keeps everything in a directory that it names, and ends the script with 1. README.md says the rest.
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"
. "$(dirname "${BASH_SOURCE[0]}")/chaos.sh"
. "$(dirname "${BASH_SOURCE[0]}")/chaos-evidence.sh"

rounds=2 seed=$((SRANDOM % 1000000)) count=12 first_version=v1.19.9 record=$work/record.tsv
while (($#)); do
    case $1 in
        --seed) seed=$2 && shift 2 ;;
        --faults) count=$2 && shift 2 ;;
        --from) first_version=$2 && shift 2 ;;
        --record) record=$(realpath "$2") && shift 2 ;;
        [1-9]*) rounds=$1 && shift ;;
        *) sed -n '2,/^[^#]/ s/^# \{0,1\}//p' "$0" >&2 && exit 64 ;;
    esac
done
command -v curl >/dev/null || { echo "$0 needs curl"; exit 69; }

round_within=3600 # seconds for an upgrade with all its faults on a machine that does other things too
round=$work/round # of the round in hand
seen_before=0

# A check that failed keeps what there is to look at. Whatever else ends it, Ctrl-C too, leaves nothing.
end_chaos() {
    local code=$? kept file
    touch "$round/over" 2>/dev/null || true
    stop_all
    if [[ $code == 1 ]]; then
        kept=$(mktemp -d "${TMPDIR:-/tmp}/windlass-chaos.$seed.XXXXXX")
        cp -r "$work"/. "$kept"
        echo "seed $seed is kept in $kept; the same faults again: $0 1 --seed $seed --faults $count"
    fi
    at_end
}
trap end_chaos EXIT

# ------------------------------------------------------------------------------------------------ a cluster and what runs beside it

begin() { # VERSION: a new cluster, and new services and records with it
    local name
    stop_all
    rm -rf "$work"/{pids,locks,broker,round,*.watch,*.log,*.jsonl}
    mkdir -p "$work"/{pids,locks,round/faults}
    : >"$work/faults.tsv"
    : >"$work/followed.jsonl"
    new_cluster 3 2 "$1"
    workload
    broker_port=$(free_port)
    configure "127.0.0.1:$broker_port"
    cp "$work/windlass.yaml" "$work/windlass-a.yaml"
    jq --argjson planner "$(free_port)" --argjson executor "$(free_port)" --argjson validator "$(free_port)" \
        '.http = {planner: $planner, executor: $executor, validator: $validator}' "$work/windlass-a.yaml" >"$work/windlass-b.yaml"
    launch broker
    await_up broker
    for name in "${instances[@]}"; do launch "$name"; done
    for name in "${instances[@]}"; do await_up "$name"; done
    observe watch-nodes watch_nodes
    observe watch-pods watch_pods
    observe follow follow_events
}

stop_all() {
    local file
    for file in "$work"/pids/*; do
        [[ ! -e $file ]] || { kill -9 "$(<"$file")" 2>/dev/null && wait "$(<"$file")" 2>/dev/null || true; }
        rm -f "$file"
    done
}

# ------------------------------------------------------------------------------------------------ a round

# The request, published until it is answered: under one name, so that it is one.
request() { # VERSION
    local deadline=$((SECONDS + 120))
    until [[ -n $(phase) ]]; do
        ((SECONDS < deadline)) || fail "the request is not answered"
        windlass upgrade "$cluster" --to "$1" --detach --request-id "chaos-$seed-$seen_before" >"$work/upgrade.out" 2>"$work/upgrade.err" || true
        sleep 1
    done
}

# Follows it to its end. Where it waits for a person, somebody looks, waits until what was broken is mended, and asks for another try.
see_through() {
    local deadline=$((SECONDS + round_within))
    retries=0
    while ((SECONDS < deadline)); do
        case $(phase) in
            UpgradeCompleted) return 0 ;;
            UpgradeHalted | UpgradeRolledBack | UpgradeRefused)
                ((retries < 12)) || { bad "it stopped for the ${retries}th time: $(seen | tail -n 1 | jq -r .words)"; return 0; }
                say "it stopped: $(seen | grep -E '"type":"Upgrade(Halted|RolledBack|Refused)"' | tail -n 1 | jq -r .words)"
                until [[ -z $(faults_in_force) ]] || ((SECONDS >= deadline)); do sleep 1; done
                ask retry "what was broken is mended" >>"$work/person.log" 2>&1 || bad "windlass retry was refused: $(tail -n 1 "$work/person.log")"
                retries=$((retries + 1))
                holds until_true 120 "the retry is seen" retries_seen
                ;;
        esac
        sleep 0.5
    done
    bad "it did not end within $round_within s: $(windlass status "$cluster" 2>&1 | tr '\n' ';')"
}

retries_seen() { [[ $(seen | grep -c '"type":"UpgradeRetried"') == "$retries" ]]; }

bad() { echo "$*" >>"$round/violations"; }

# A check of lab.sh, which ends its shell where it does not hold.
holds() { # COMMAND...
    ("$@") >"$round/last" 2>&1 || bad "$(head -n 1 "$round/last")"
}

is_at() { (all_at "$1" && control_plane_at "$1") >"$round/last" 2>&1; } # the checks end their shell where they do not hold
until_true_here() { # SECONDS COMMAND...
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < deadline)) || return
        sleep 1
    done
}

judge() { # VERSION
    local node_trouble=0
    # What struck a node minutes ago may still be healing.
    awk -F '\t' -v now="$EPOCHSECONDS" '$1 ~ /partition|pause|reboot|kubelet|disk|sshd/ && $4 > now - 240 { found = 1 } END { exit !found }' \
        "$work/faults.tsv" && node_trouble=240
    until_true_here "$node_trouble" is_at "$1" || bad "S8: $(head -n 1 "$round/last")"
    evidence
    "$(java_of)" -XX:TieredStopAtLevel=1 -cp "$(classes)" dev.windlass.system.chaos.RoundCheck "$work" >"$round/check" 2>"$round/check.err" ||
        sed -n 's/^violation //p' "$round/check" >>"$round/violations"
    grep -q '^seen ' "$round/check" || bad "the check did not end: $(tail -n 1 "$round/check.err")"
    [[ ! -e $round/broken ]] || sed 's/^/a fault could not be made or undone: /' "$round/broken" >>"$round/violations"
}

counted() { cut -f 1 "$1" | sort | uniq -c | awk '{ printf "%s%s=%s", sep, $2, $1; sep = "," }'; }

run_round() { # VERSION
    local from=$SECONDS chaos verdict=ok
    rm -rf "$round"
    mkdir -p "$round/faults"
    : >"$round/struck"
    seen_before=$(wc -l <"$work/followed.jsonl")
    draw_plan "$seed" "$count" >"$round/plan"
    say "seed $seed to $1: $(awk '{ printf "%s%s@%s", sep, $3, $1; sep = ", " }' "$round/plan")"
    request "$1"
    unleash &
    chaos=$!
    echo "$chaos" >"$work/pids/chaos"
    see_through
    took=$((SECONDS - from))
    touch "$round/over"
    wait "$chaos" || true
    rm -f "$work/pids/chaos"
    judge "$1"
    [[ ! -s $round/violations ]] || verdict="$(wc -l <"$round/violations") violations"
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$commit" "$seed" "$1" "$took" \
        "$(sed -n 's/^recovery //p' "$round/check" | tr ' ' ':')" "$retries" "$(counted "$round/struck")" "$verdict" >>"$record"
    printf 'seed %s to %s: %s s, longest recovery %s, %s retries, %s; %s: %s\n' "$seed" "$1" "$took" \
        "$(sed -nE 's/^recovery ([0-9]+) (.*)/\1 s (\2)/p' "$round/check")" "$retries" \
        "$(sed -n 's/^seen //p' "$round/check")" "$(counted "$round/struck")" "$verdict"
    [[ $verdict == ok ]] || fail "$(<"$round/violations")"
}

totals() {
    awk -F '\t' '{ rounds++; clean += $9 == "ok"; retries += $7; split($6, r, ":"); if (r[1] + 0 >= most) { most = r[1] + 0; of = r[2] }
        n = split($8, all, ","); for (i = 1; i <= n; i++) { split(all[i], one, "="); faults[one[1]] += one[2]; sum += one[2] } }
        END { printf "%d rounds, %d clean, %d faults, %d retries by a person, longest recovery %d s (%s)\n", rounds, clean, sum, retries, most, of
        for (kind in faults) printf "  %-16s %d\n", kind, faults[kind] | "sort" }' "$record"
}

commit=$(git -C "$root" describe --always --dirty --abbrev=12 2>/dev/null || echo unknown)
compile || fail "the checks do not compile: mvn -DskipTests package comes first"
version=''
for ((i = 0; i < rounds; i++)); do
    # One hop after the other while there is one, then a new cluster.
    case $version in
        v1.20.2) version=v1.21.1 ;;
        *) begin "$first_version" && version=$([[ $first_version == v1.19.9 ]] && echo v1.20.2 || echo v1.21.1) ;;
    esac
    run_round "$version"
    seed=$((seed + 1))
done
totals
