#!/usr/bin/env bash
# Counts the classes of Rapport that one warm event executes, from its POST to the page: every class of main code with at
# least one executed instruction, how many of them are records, and how many are generated from Avro.
#
#   count-classes.sh [--port N] [CHECKOUT]
#
# CHECKOUT is a folder of Rapport's sources, this one without an argument, so that two versions can be compared. It runs
# CHECKOUT's `./rapport up` on an empty folder under JaCoCo's agent, lets 40 customers through so that everything is warm
# and loaded, forgets what was executed, sends one event that ends in a reply, reads what the page reads, and counts. It does
# the same without an event before: what is executed then too, by ticks, by checks of files and health, by this
# script's look at /metrics, by the page, is counted apart. NAMES=1 prints the names.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
port=18180
checkout=$root
while (($# > 0)); do
    case $1 in
        --port) port=$2; shift 2 ;;
        --help | -h) sed -n '2,11s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
        -*) echo "count-classes.sh: unknown option $1" >&2; exit 2 ;;
        *) checkout=$(cd "$1" && pwd); shift ;;
    esac
done
jacoco=0.8.14
scratch=$(mktemp -d "${TMPDIR:-/tmp}/rapport-walk.XXXXXX")
pid=''
finish() {
    [[ -z $pid ]] || kill "$pid" 2>/dev/null || true
    [[ -z $pid ]] || wait "$pid" 2>/dev/null || true
    rm -rf "$scratch"
}
trap finish EXIT

for artifact in org.jacoco:org.jacoco.agent:$jacoco:jar:runtime org.jacoco:org.jacoco.cli:$jacoco:jar:nodeps; do
    (cd "$root" && ./mvnw -q dependency:copy -Dartifact="$artifact" -DoutputDirectory="$scratch" >&2)
done
agent=$scratch/org.jacoco.agent-$jacoco-runtime.jar
cli=$scratch/org.jacoco.cli-$jacoco-nodeps.jar
agent_port=$((port + 1))

export RAPPORT_JAVA_OPTS="-Xmx1g -javaagent:$agent=output=tcpserver,port=$agent_port,includes=dev.rapport.*"
"$checkout/rapport" up --port "$port" --kafka-port "$((port + 2))" --data-dir "$scratch/data" >"$scratch/up.log" 2>&1 &
pid=$!
url=http://127.0.0.1:$port
for _ in $(seq 300); do
    [[ $(curl -s -o /dev/null -m 3 -w '%{http_code}' "$url/health/ready") == 200 ]] && break
    kill -0 "$pid" 2>/dev/null || { cat "$scratch/up.log" >&2; exit 1; }
    sleep 1
done

post() {
    curl -sf -o /dev/null -m 10 -u rapport-demo-key: -H 'Content-Type: application/json' "$url/v1/$1" -d "$2"
}
view() {
    post track "{\"userId\":\"$1\",\"event\":\"Product Viewed\",\"properties\":{\"product_id\":\"mug-1\",\"name\":\"Ceramic Mug\",\"category\":\"mugs\",\"price\":12.5}}"
}
page() {
    local path
    for path in / /api/v1/overview '/api/v1/metrics?window=all' /api/v1/experiments /api/v1/campaigns /api/v1/replies; do
        curl -s -o /dev/null -m 10 "$url$path" || true
    done
}
dump() { java -jar "$cli" dump --address 127.0.0.1 --port "$agent_port" --destfile "$1" --reset >/dev/null; }

# Returns when no reply has come for ten seconds.
replies() { curl -s -m 10 "$url/metrics" | awk '/^rapport_inference_replies_total/ {n += $NF} END {print n + 0}'; }
settle() {
    local before now quiet=0
    before=$(replies)
    while ((quiet < 10)); do
        sleep 1
        now=$(replies)
        if [[ $now == "$before" ]]; then quiet=$((quiet + 1)); else quiet=0; fi
        before=$now
    done
}

curl -sN -m 900 "$url/api/v1/stream" >/dev/null &
for n in $(seq 60); do
    post identify "{\"userId\":\"walker-$n\",\"traits\":{\"name\":\"Ana Silva\",\"consents\":{\"marketing\":true}}}"
done
for n in $(seq 40); do view "walker-$n"; done
settle
page

# Without an event, for at least two ticks.
dump "$scratch/before.exec"
settle
settle
page
dump "$scratch/idle.exec"

# One customer in ten is in the holdout: the first who is written to counts.
for n in $(seq 41 60); do
    replied=$(replies)
    dump "$scratch/before.exec"
    view "walker-$n"
    settle
    page
    rm -f "$scratch/event.exec"
    dump "$scratch/event.exec"
    (($(replies) > replied)) && break
done
classes=()
for module in "$checkout"/*/target/classes; do classes+=("$module"); done
java -cp "$cli" "$root/benchmarks/walk/CountClasses.java" "$scratch/event.exec" "$scratch/idle.exec" "${classes[@]}"
