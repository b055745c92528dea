#!/usr/bin/env bash
# The contract of the port to Kubernetes on a real API server: the suite that the simulated API passes in the build (RealClusterTest).
# Usage: contract-kubernetes.sh [--from VERSION]
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

command -v mvn >/dev/null || { echo "$0 needs mvn"; exit 69; }

version=v1.19.9
if [[ ${1:-} == --from ]]; then version=${2:?}; fi
new_cluster 1 1 "$version"
kubeconfig=$(jq -r .kubeconfig "$work/info.json")
report=$root/simulation/target/surefire-reports/TEST-dev.windlass.simulation.api.RealClusterTest.xml
rm -f "$report"
say "RealClusterTest"
(cd "$root" && WINDLASS_TEST_KUBECONFIG=$kubeconfig WINDLASS_TEST_VERSION=$version \
    mvn -B -q -pl simulation -am test -Dtest=RealClusterTest -Dsurefire.failIfNoSpecifiedTests=false) >"$work/contract.log" 2>&1 ||
    fail "the contract: $(grep -E 'RealClusterTest\.|ERROR' "$work/contract.log" | head -n 20)"
count() { grep -m 1 -o "<testsuite .*" "$report" | grep -o " $1=\"[0-9]*\"" | tr -dc 0-9; }
[[ -e $report ]] || fail "no test ran: $(tail -n 3 "$work/contract.log")"
tests=$(count tests)
skipped=$(count skipped)
((tests > 0 && skipped == 0)) || fail "$tests tests, $skipped of them skipped"
figures "$tests tests of the contract on $(k version -o json | jq -r .serverVersion.gitVersion)"
