#!/usr/bin/env bash
# The node protocol's contract on a real worker with systemd: the same tests that the simulated node passes.
source "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

new_cluster 1 1

worker=$(workers | head -n 1)
way=$(jq -r --arg name "$worker" '.sshUser + "@" + (.nodes[] | select(.name == $name) | .sshHost + ":" + (.sshPort | tostring))' "$work/info.json")
export WINDLASS_TEST_SSH=$way
WINDLASS_TEST_SSH_KEY=$(jq -r .sshKey "$work/info.json")
WINDLASS_TEST_SSH_KNOWN_HOSTS=$(jq -r .knownHosts "$work/info.json")
WINDLASS_TEST_REBOOT="$WINDLASS_LAB break $cluster $worker reboot"
export WINDLASS_TEST_SSH_KEY WINDLASS_TEST_SSH_KNOWN_HOSTS WINDLASS_TEST_REBOOT

test=LabNodeContractTest
report=$root/executor-service/target/surefire-reports/TEST-dev.windlass.executor.node.$test.xml
rm -f "$report"
say "the contract on $worker, $way"
(cd "$root" && mvn -B -o -q -pl executor-service -am test -Dtest=$test -Dsurefire.failIfNoSpecifiedTests=false) >"$work/contract.log" 2>&1 ||
    fail "the node does not keep the contract: $(grep -E 'LabNodeContractTest\.|Expecting|ERROR' "$work/contract.log" | head -n 12 | tr '\n' ' ')"
[[ -e $report ]] || fail "no test ran: $(tail -n 3 "$work/contract.log")"

count() { grep -m 1 -oE "<testsuite .*" "$report" | grep -oE " $1=\"[0-9]+\"" | tr -dc 0-9; }
all=$(count tests) skipped=$(count skipped)
((skipped == 0)) || fail "only $((all - skipped)) of $all tests ran"

# The node is as it was: nothing of what its cluster uses was touched.
all_at v1.19.9

figures "$all tests of the node contract on $worker"
