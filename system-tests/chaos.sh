# shellcheck shell=bash
# Sourced by real-chaos.sh after lab.sh: faults as data, and how each is made and undone.
#
# A plan of faults is drawn from a seed before its round begins, a line each:
#
#   AFTER DELAY KIND TARGET HOLD    when AFTER steps of the upgrade have succeeded and DELAY seconds have passed, for HOLD seconds
#
# TARGET is an instance of a service (a, b, all, or busy/a: the one that has the step, else a) or a node (its place in the lab's list, or
# busy/PLACE: the one in work, else that one).

instances=(planner-a planner-b executor-a executor-b validator-a validator-b)
last_anchor=60 # of the 72 steps that a hop of 3 + 2 nodes has with its inspection: the last ones run undisturbed
mend_within=600 # seconds for a node to be Ready again on a machine that does other things too

# ------------------------------------------------------------------------------------------------ the plan

# KIND WEIGHT TARGET SHORTEST LONGEST
kinds() {
    cat <<'KINDS'
kill-planner 4 instance 1 20
kill-executor 5 instance 1 20
kill-validator 4 instance 1 20
kill-broker 3 broker 0 15
stop-planner 3 instance 14 40
stop-executor 3 instance 14 40
stop-validator 2 instance 14 40
stop-broker 2 broker 5 30
ssh-cut 5 node 0 0
sshd-down 3 node 5 60
partition 3 node 10 80
node-pause 2 node 10 70
reboot 3 node 0 0
kubelet-crash 2 node 10 60
apt-broken 1 node 20 90
disk-full 1 node 20 90
person-pause 2 person 1 20
KINDS
}

# Each seed uses its own part of the kinds (three of four), so that the rest of them meet more often.
draw_plan() { # SEED COUNT
    RANDOM=$(cksum <<<"$1" | cut -d ' ' -f 1) # seeds that are neighbours would draw much the same
    local i total=0 roll each kind weight what shortest longest target places=(a b all busy/a busy/b busy/a busy/b)
    local used=() drawn=()
    while read -r kind weight what shortest longest; do
        ((RANDOM % 4 > 0)) || continue
        used+=("$kind $weight $what $shortest $longest")
        total=$((total + weight))
    done < <(kinds)
    for ((i = 0; i < $2; i++)); do
        roll=$((RANDOM % total))
        for each in "${used[@]}"; do
            read -r kind weight what shortest longest <<<"$each"
            roll=$((roll - weight))
            ((roll >= 0)) || break
        done
        case $what in
            instance) target=${places[RANDOM % ${#places[@]}]} ;;
            node) target=$((RANDOM % 5)) && ((RANDOM % 5 < 2)) || target=busy/$target ;;
            *) target=- ;;
        esac
        drawn+=("$((RANDOM % (last_anchor + 1))) $((RANDOM % 4)).$((RANDOM % 10)) $kind $target $((shortest + RANDOM % (longest - shortest + 1)))")
    done
    # A worker's new kubelet that crashes, until the upgrade has given it up.
    ((RANDOM % 6 > 0)) || drawn+=("0 0.0 broken-kubelet $((3 + RANDOM % 2)) 0")
    # Not before: in a pipe's shell RANDOM would begin anew.
    printf '%s\n' "${drawn[@]}" | sort -n -k 1,1 -s
}

# ------------------------------------------------------------------------------------------------ processes

launch() { # NAME: a service's instance, or the broker
    case $1 in
        broker) spawn broker -Xmx384m -cp "$(classes)" dev.windlass.system.BrokerProcess "$work/broker" "$broker_port" ;;
        *) spawn "$1" -XX:TieredStopAtLevel=1 -Xmx256m -jar "$root/${1%-?}-service/target/${1%-?}-service.jar" \
            --config "$work/windlass-${1##*-}.yaml" ;;
    esac
}

# Faults run in shells of their own: what is started there outlives them, known by its process id in a file.
spawn() { # NAME JAVA_ARGUMENT...
    local name=$1
    shift
    "$(java_of)" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC "$@" \
        >>"$work/$name.log" 2>&1 </dev/null 8>&- &
    echo $! >"$work/pids/$name"
    disown
}

# The tests' own programs, compiled once: a broker that starts from source takes its time.
compile() {
    local tests=$root/system-tests/src/test/java/dev/windlass/system
    "$(dirname "$(java_of)")/javac" -proc:none -nowarn -d "$work/classes" -cp "$root/standalone/target/lib/*" \
        "$tests/BrokerProcess.java" "$tests/chaos/RoundCheck.java" -sourcepath "$root/system-tests/src/test/java"
}
classes() { echo "$work/classes:$root/standalone/target/lib/*"; }

signal() { kill "-$1" "$(<"$work/pids/$2")" 2>/dev/null || true; }
port_of() { jq -r ".http.\"${1%-?}\"" "$work/windlass-${1##*-}.yaml"; }
await_up() { # NAME
    case $1 in
        broker) until_true 240 "the broker listens" bash -c "exec 3<>/dev/tcp/127.0.0.1/$broker_port" ;;
        *) until_true 240 "$1 is ready" "$root/docker/healthy" "$(port_of "$1")" ;;
    esac
}

# The instances that a target means, one a line.
struck_instances() { # SERVICE TARGET
    local by name
    case $2 in
        all) printf '%s\n' "$1-a" "$1-b" && return ;;
        busy/*)
            # An instance's name is its host, some random characters, its process and a number.
            by=$(last_of StepStarted .by | sed -nE 's/.*-([0-9]+)-[0-9]+$/\1/p')
            for name in "$1-a" "$1-b"; do [[ $(<"$work/pids/$name") != "$by" ]] || { echo "$name" && return; }; done
            ;;
    esac
    echo "$1-${2#busy/}"
}

# ------------------------------------------------------------------------------------------------ where the upgrade is

# What `windlass events --follow` has shown since the round's request.
seen() { tail -n "+$((seen_before + 1))" "$work/followed.jsonl"; }
successes() { seen | grep -cE '"type":"(StepSucceeded|NodeValidated)"' || true; }
last_of() { seen | grep "\"type\":\"$1\"" | tail -n 1 | jq -r "$2"; } # TYPE JQ_PATH
# The newest event that begins or ends an upgrade, such as UpgradeHalted; empty before the request is answered.
phase() { seen | grep -oE '"type":"Upgrade(Accepted|Retried|Completed|Halted|RolledBack|Refused|Cancelled|Paused|Resumed)"' | tail -n 1 | cut -d '"' -f 4; }
over() { [[ -e $round/over ]]; }

struck_node() { # TARGET
    local node
    [[ $1 != busy/* ]] || node=$(seen | grep '"type":"StepStarted"' | jq -r '.node // empty' | tail -n 1)
    [[ -n ${node:-} ]] || node=$(nodes | sed -n "$((${1#busy/} + 1))p")
    echo "$node"
}

# ------------------------------------------------------------------------------------------------ faults

node_is_ready() {
    lab ssh "$cluster" "$1" true </dev/null &&
        [[ $(k get node "$1" --request-timeout=5s -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}') == True ]]
}

# Undone, and the node Ready. A full disk that is in use just then is not undone by the first try.
mend() { # NODE
    lab mend "$cluster" "$1"
    until_true "$mend_within" "$1 is reached after a fault" lab ssh "$cluster" "$1" true
    until_true "$mend_within" "the disk of $1 is mended" disk_is_mended "$1"
    until_true "$mend_within" "$1 is Ready after a fault" node_is_ready "$1"
}
disk_is_mended() { on "$1" bash -c '! mountpoint -q /var/lib/dpkg/updates' || { lab mend "$cluster" "$1" && return 1; }; }

strike() { # KIND TARGET HOLD: makes it, holds it and undoes it; prints what was struck
    local kind=$1 target=$2 hold=$3 name struck
    case $kind in
        kill-broker | stop-broker) struck=broker ;;
        kill-* | stop-*) struck=$(struck_instances "${kind#*-}" "$target") ;;
        person-pause) person_pauses "$hold" && echo person && return ;;
        *) struck=$(struck_node "$target") ;;
    esac
    echo "${struck//$'\n'/+}"
    case $kind in
        kill-*)
            for name in $struck; do signal KILL "$name"; done
            sleep "$hold"
            for name in $struck; do launch "$name"; done
            for name in $struck; do await_up "$name"; done
            ;;
        stop-*)
            for name in $struck; do signal STOP "$name"; done
            sleep "$hold"
            for name in $struck; do signal CONT "$name"; done
            ;;
        ssh-cut) lab break "$cluster" "$struck" ssh-cut || return ;;
        reboot)
            lab break "$cluster" "$struck" reboot || return
            until_true "$mend_within" "$struck is Ready after its reboot" node_is_ready "$struck"
            ;;
        *)
            lab break "$cluster" "$struck" "$(lab_word "$kind")" || return
            if [[ $kind == broken-kubelet ]]; then hold_until_trouble; else sleep "$hold"; fi
            mend "$struck"
            ;;
    esac
}

lab_word() { # KIND: what the lab calls it
    case $1 in
        node-pause) echo pause ;;
        broken-kubelet) echo kubelet-broken-package ;;
        *) echo "$1" ;;
    esac
}

hold_until_trouble() { until over || [[ $(phase) =~ ^(UpgradeHalted|UpgradeRolledBack)$ ]]; do sleep 1; done; }

# Any answer but "not reached" and "not answered yet" is one.
ask() { # VERB REASON
    local code=0 letter
    for _ in {1..20}; do
        for letter in a b; do
            code=0
            windlass "$1" "$cluster" --reason "$2" --server "http://127.0.0.1:$(port_of "planner-$letter")" --connect-timeout 5s || code=$?
            [[ $code == 23 || $code == 69 ]] || return "$code"
        done
    done
    fail "nobody answered windlass $1"
}

# Pauses, and lets it go on when it has held for a while. It may end or halt before that.
person_pauses() { # HOLD
    ask pause "a person looks at it" >>"$work/person.log" 2>&1 || return 0
    until over || [[ $(phase) =~ ^Upgrade(Paused|Halted|RolledBack|Completed)$ ]]; do sleep 0.5; done
    sleep "$1"
    [[ $(phase) != UpgradePaused ]] || ask resume "a person has looked at it" >>"$work/person.log" 2>&1 ||
        fail "a paused upgrade was not resumed: $(tail -n 1 "$work/person.log")"
}

# One fault of the plan in a shell of its own. What is in force has a file in $round/faults, what was undone a line in faults.tsv.
fault() { # NUMBER DELAY KIND TARGET HOLD
    local from struck lock
    case $3 in
        kill-* | stop-*) lock=${3#*-} ;;
        person-pause) lock=person ;;
        broken-kubelet) lock=kubelet ;;
        *) lock=node ;;
    esac
    exec 8>"$work/locks/$lock"
    flock 8 # one of a sort at a time, so that what one mends is not what another has broken
    sleep "$2"
    over && return
    echo "$BASHPID" >"$work/pids/fault-$1"
    from=$EPOCHREALTIME
    echo "$3" >"$round/faults/$1"
    struck=$(strike "$3" "$4" "$5" 2>>"$work/faults.log") || echo "$3 $4: $(tail -n 1 <<<"$struck")" >>"$round/broken"
    struck=$(head -n 1 <<<"$struck")
    printf '%s\t%s\t%s\t%s\n' "$3" "$struck" "$from" "$EPOCHREALTIME" >>"$work/faults.tsv"
    printf '%s\t%s\n' "$3" "$struck" >>"$round/struck"
    rm -f "$round/faults/$1" "$work/pids/fault-$1"
    say "seed $seed, step $(successes): $3 of $struck for $(awk -v from="$from" -v now="$EPOCHREALTIME" 'BEGIN { printf "%.1f", now - from }') s"
}

faults_in_force() { ls "$round/faults"; }

# Strikes one fault after another as the upgrade comes to them; several may be in force at a time.
unleash() {
    local number=0 after delay kind target hold
    while read -r after delay kind target hold; do
        until over || (($(successes) >= after)); do sleep 0.3; done
        over && break
        number=$((number + 1))
        fault "$number" "$delay" "$kind" "$target" "$hold" </dev/null & # the plan is not what ssh shall read
    done <"$round/plan"
    wait
}
