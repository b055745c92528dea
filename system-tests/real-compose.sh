#!/usr/bin/env bash
# docker-compose.yml brings up a working system, and that upgrades a cluster. The executor's process is killed once on the way:
# the restart policy starts it again.
#
#   WINDLASS_ENV   a file with JRE_IMAGE, KAFKA_IMAGE, MAVEN_IMAGE and so on; otherwise compose/stand-ins makes stand-in images
#
# The containers reach the nodes at their internal addresses, over the Docker network on which the lab's nodes are.
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

project=windlass-check
compose() {
    local command=(docker-compose)
    docker compose version >/dev/null 2>&1 && command=(docker compose)
    "${command[@]}" --project-name "$project" --env-file "$work/env" -f "$root/docker-compose.yml" -f "$work/lab-network.yml" "$@"
}
at_end_of_compose() {
    compose logs --no-color >"$work/compose.log" 2>&1 || true
    [[ -n ${WINDLASS_LAB_KEEP:-} ]] || compose down --volumes --remove-orphans >/dev/null 2>&1 || true
    at_end
}
trap at_end_of_compose EXIT

# The Docker network on which a container has this address.
network_of() { # ADDRESS
    local network
    for network in $(docker network ls --quiet); do
        docker network inspect --format '{{.Name}}{{range .Containers}} {{.IPv4Address}}{{end}}' "$network"
    done | awk -v address="$1" '{ for (i = 2; i <= NF; i++) if (index($i, address "/") == 1) print $1 }'
}

container() { compose ps --quiet "$1" | head -n 1; }
all_healthy() {
    local service
    for service in kafka planner executor validator; do
        [[ $(docker inspect --format '{{.State.Health.Status}}' "$(container "$service")") == healthy ]] || return 1
    done
}

new_cluster 1 1
user=10001:10001
secrets=$work/secrets
mkdir -m 755 "$secrets"
first=$(jq -r '.nodes[0].internalIp' "$work/info.json")
sed "s#server: .*#server: https://$first:6443#" "$(jq -r .kubeconfig "$work/info.json")" >"$secrets/kubeconfig"
cp "$(jq -r .sshKey "$work/info.json")" "$secrets/id"
jq -r '.nodes[] | .name + " " + .internalIp' "$work/info.json" | while read -r node address; do
    on "$node" cat /etc/ssh/ssh_host_ed25519_key.pub | awk -v address="$address" '{ print address, $1, $2 }'
done >"$secrets/known_hosts"
chmod 600 "$secrets"/*
chown "$user" "$secrets"/*
chmod 755 "$work"

jq -n --arg name "$cluster" --arg user "$(jq -r .sshUser "$work/info.json")" '{
    kafka: {bootstrapServers: "kafka:9092"}, http: {host: "0.0.0.0"},
    clusters: [{name: $name, kubeconfig: "secrets/kubeconfig",
        ssh: {user: $user, privateKey: "secrets/id", knownHosts: "secrets/known_hosts"}}]}' >"$work/windlass.yaml"
chmod 644 "$work/windlass.yaml"

planner_port=$(free_port)
export WINDLASS_SERVER=http://127.0.0.1:$planner_port
{
    if [[ -n ${WINDLASS_ENV:-} ]]; then cat "$WINDLASS_ENV"; else "$root/system-tests/compose/stand-ins"; fi
    printf 'WINDLASS_SECRETS=%s\nWINDLASS_CONFIG=%s\nWINDLASS_USER=%s\nWINDLASS_PORT=%s\n' \
        "$secrets" "$work/windlass.yaml" "$user" "$planner_port"
} >"$work/env"
jq -n --arg network "$(network_of "$first")" '{
    services: {executor: {networks: ["default", "lab"]}, validator: {networks: ["default", "lab"]}},
    networks: {lab: {external: true, name: $network}}}' >"$work/lab-network.yml"

compose config >"$work/config.yml" 2>"$work/config.err" || fail "the compose file is not accepted: $(tail -n 1 "$work/config.err")"
say "building the image"
from=$SECONDS
compose build >"$work/build.log" 2>&1 || fail "the image could not be built: $(tail -n 3 "$work/build.log")"
build=$((SECONDS - from))
say "compose up"
from=$SECONDS
compose up --detach >"$work/compose-up.log" 2>&1 || fail "compose up: $(tail -n 3 "$work/compose-up.log")"
until_true 120 "the four containers are healthy" all_healthy
up=$((SECONDS - from))

[[ $(docker port "$(container planner)") == "8480/tcp -> 127.0.0.1:$planner_port" ]] ||
    fail "the planner is published at $(docker port "$(container planner)")"
for service in kafka executor validator; do
    [[ -z $(docker port "$(container "$service")") ]] || fail "$service is published at $(docker port "$(container "$service")")"
done
[[ $(docker exec "$(container executor)" id -u) == 10001 ]] || fail "the executor runs as $(docker exec "$(container executor)" id)"
! docker exec "$(container planner)" ls /etc/windlass/secrets >/dev/null 2>&1 || fail "the planner sees the secrets"

# The process dies while the upgrade is under way; Docker sees a crash, not a stop, and its restart policy acts.
(
    until on "$(control_planes | head -n 1)" pgrep -f '[k]ubeadm upgrade apply' >/dev/null 2>&1; do sleep 0.5; done
    kill -9 "$(docker inspect --format '{{.State.Pid}}' "$(container executor)")"
) &
pids[killer]=$!
upgrade v1.20.2
expect_code 0
all_at v1.20.2
control_plane_at v1.20.2
verbs_ran_once
numbers_without_gap
restarts=$(docker inspect --format '{{.RestartCount}}' "$(container executor)")
((restarts == 1)) || fail "the executor's container was restarted $restarts times, not once"

from=$SECONDS
declare -a ids=()
for service in planner executor validator; do ids+=("$(container "$service")"); done
compose stop planner executor validator >/dev/null 2>&1
stop=$((SECONDS - from))
for id in "${ids[@]}"; do
    exit_code=$(docker inspect --format '{{.State.ExitCode}}' "$id")
    # 0 or 143: java got the SIGTERM and ended; 137 would be a kill after the grace period.
    [[ $exit_code == 0 || $exit_code == 143 ]] || fail "a service ended with $exit_code after SIGTERM"
done
figures "image built in $build s, four containers healthy after $up s, 1 + 1 nodes to v1.20.2 in $took s with the executor killed once ($restarts restart), $verbs verbs, $event_count events, three services stopped in $stop s"
