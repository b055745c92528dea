#!/usr/bin/env bash
# Fuzzes everything that reads bytes from outside: each method marked @FuzzTest, one after the other, for MINUTES (default 5) each.
#
#     system-tests/fuzz.sh [MINUTES [CLASS[#METHOD]...]]
#
# What is interesting is kept in MODULE/.cifuzz-corpus and used again by the next run. An input that fails is written into the test
# resources, where `mvn verify` reads it from then on. The last lines say how often each target was run; exit 1 when one failed.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."

minutes=${1:-5}
[ $# -eq 0 ] || shift
java=
for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    [ ! -x "$home/bin/java" ] || ! grep -qE '^JAVA_VERSION="(2[5-9]|[3-9][0-9])' "$home/release" || java=$home/bin/java
done
[ -n "$java" ] || { echo "fuzz.sh: no JDK 25 in JAVA_HOME or /usr/lib/jvm" >&2; exit 69; }

tests=$(git ls-files -co --exclude-standard '*FuzzTest.java')
modules=$(printf '%s\n' "$tests" | cut -d / -f 1 | sort -u | paste -sd , -)
mvn -q -am -pl "$modules" test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/fuzz.classpath -Dmdep.includeScope=test

wanted() { # CLASS METHOD
    local each
    [ ${#only[@]} -gt 0 ] || return 0
    for each in "${only[@]}"; do
        [ "$each" != "$1" ] && [ "$each" != "$1#$2" ] || return 0
    done
    return 1
}

fuzz() { # MODULE CLASS METHOD
    local resources=src/test/resources/${2//.//}Inputs/$3
    (
        cd "$1"
        mkdir -p "$resources"
        nice "$java" -Xmx1g -XX:+UseSerialGC -XX:+EnableDynamicAgentLoading --enable-native-access=ALL-UNNAMED \
            --sun-misc-unsafe-memory-access=allow -Dlogback.configurationFile=../config/logback-test.xml \
            -cp "target/test-classes:target/classes:$(cat target/fuzz.classpath)" \
            com.code_intelligence.jazzer.Jazzer --target_class="$2" --target_method="$3" \
            --instrumentation_includes='dev.windlass.**' --custom_hook_includes='dev.windlass.**' \
            --max_duration="${minutes}m" -artifact_prefix="$resources/" -print_final_stats=1
    ) >"$1/target/fuzz-${2##*.}-$3.log" 2>&1
}

only=("$@")
failed=0
for test in $tests; do
    module=${test%%/*}
    path=${test#*/src/test/java/}
    class=$(printf '%s' "${path%.java}" | tr / .)
    for method in $(grep -A 1 '@FuzzTest$' "$test" | sed -n 's/^ *void \([A-Za-z]*\)(.*/\1/p'); do
        wanted "${class##*.}" "$method" || continue
        said=ok
        fuzz "$module" "$class" "$method" || { said="FAILED, see $module/target/fuzz-${class##*.}-$method.log"; failed=1; }
        runs=$(grep -aoE '^#[0-9]+' "$module/target/fuzz-${class##*.}-$method.log" | tail -n 1)
        echo "${class##*.}#$method: ${runs#\#} runs, $said"
    done
    rmdir "$module"/src/test/resources/dev/windlass/*/*Inputs/* "$module"/src/test/resources/dev/windlass/*/*Inputs \
        "$module"/src/test/resources/dev/windlass/*/*/*Inputs/* "$module"/src/test/resources/dev/windlass/*/*/*Inputs 2>/dev/null || true
done
exit "$failed"
