#!/usr/bin/env bash
# Breaks a running pipeline on purpose and looks whether it ends or goes on as docs/operations.md says, and whether its
# health tells the truth all the while. Everything happens in a scratch folder and on 127.0.0.1, bounded in number and time.
#
#   running-it.sh [--port N] [--freezes N] [--seed N] [SCENARIO…]
#
# Scenarios: slow-bodies freeze sigterm kill removed-directory removed-state full-disk cut-state flipped-state cut-log
# flipped-log; all of them without an argument. A freeze takes 20 to 90 seconds. full-disk needs root, for a small tmpfs.
# Exits 1 when something did not go as it should.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
port=18080
freezes=3
seed=1
scenarios=()
while (($# > 0)); do
    case $1 in
        --port) port=$2; shift 2 ;;
        --freezes) freezes=$2; shift 2 ;;
        --seed) seed=$2; shift 2 ;;
        --help | -h) sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
        -*) echo "running-it.sh: unknown option $1" >&2; exit 2 ;;
        *) scenarios+=("$1"); shift ;;
    esac
done
((${#scenarios[@]} > 0)) || scenarios=(slow-bodies freeze sigterm kill removed-directory removed-state full-disk
    cut-state flipped-state cut-log flipped-log)
RANDOM=$seed

scratch=$(mktemp -d "${TMPDIR:-/tmp}/rapport-faults.XXXXXX")
data=$scratch/data
pid='' sampler='' mounted='' failed=0 rows=()
# What clients of the capture API see while others misbehave: another address of this machine where it has one.
other=()
curl -s -o /dev/null --interface 127.0.0.2 -m 1 http://127.0.0.1:9/ 2>/dev/null
[[ $? == 7 ]] && other=(--interface 127.0.0.2)

finish() {
    stop_sampler
    [[ -z $pid ]] || kill -CONT "$pid" 2>/dev/null
    [[ -z $pid ]] || kill -KILL "$pid" 2>/dev/null
    [[ -z $mounted ]] || umount "$mounted" 2>/dev/null
    rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 130' INT TERM
# A write to a client's connection that the server has closed is a finding, not the end.
trap '' PIPE

ready() { curl -s -o /dev/null -m 3 -w '%{http_code}' "http://127.0.0.1:$port/health/ready"; }

capture() {
    curl -s -o /dev/null -m 3 -w '%{http_code}' ${other[@]+"${other[@]}"} -u rapport-demo-key: \
        -H 'Content-Type: application/json' "http://127.0.0.1:$port/v1/track" \
        -d '{"userId":"fault-script","event":"Article Completed"}'
}

# Asks for health and captures an event every second, into a file: second, health, capture.
start_sampler() {
    : >"$scratch/samples"
    while :; do
        printf '%s %s %s\n' "$SECONDS" "$(ready)" "$(capture)" >>"$scratch/samples"
        sleep 1
    done &
    sampler=$!
}

stop_sampler() {
    [[ -z $sampler ]] || { kill "$sampler" && wait "$sampler"; } 2>/dev/null
    sampler=''
}

# Whether health ever said UP for more than ten seconds in which no event could be captured.
truth() {
    awk '
        $2 == 200 { up++ }
        $2 == 200 && $3 != 200 && $3 != 429 { if (!since) since = $1; if ($1 - since > 10) lied = 1; next }
        { since = 0 }
        END { if (!NR) print "-"; else printf "%s (%d of %d times UP)\n", lied ? "NO" : "yes", up, NR }' "$scratch/samples"
}

# Starts the pipeline; returns when it is ready or has ended.
start() {
    # Now, not when the process redirects: what is in them decides below.
    : >"$scratch/out"
    : >"$scratch/err"
    # A process of its own, that no shell of ours passes signals to.
    RAPPORT_JAVA_OPTS=${RAPPORT_JAVA_OPTS:--Xmx600m} setsid "$root/rapport" up --json --port "$port" --kafka-port 0 \
        --data-dir "$data" >"$scratch/out" 2>"$scratch/err" </dev/null &
    pid=$!
    for _ in {1..300}; do
        [[ -s $scratch/out ]] && return 0
        alive || return 1
        sleep 1
    done
    return 1
}

alive() { kill -0 "$pid" 2>/dev/null; }

# Waits until the process has ended, N seconds at most; sets code.
ended_within() {
    code=running
    for ((i = 0; i < $1; i++)); do
        if ! alive; then
            wait "$pid"
            code=$?
            pid=''
            return 0
        fi
        sleep 1
    done
    return 1
}

stop() {
    [[ -n $pid ]] || return 0
    kill -TERM "$pid" 2>/dev/null
    ended_within 70 || { kill -KILL "$pid"; ended_within 5; }
}

await_ready() {
    for ((i = 0; i < $1; i++)); do
        [[ $(ready) == 200 && $(capture) == 200 ]] && return 0
        alive || return 1
        sleep 1
    done
    return 1
}

# Starts once more; sets again to yes where it becomes ready.
start_again() {
    again=no
    start && await_ready 120 && again=yes
}

last_line() { tail -n 1 "$scratch/err" | cut -c 1-220; }

# scenario, as it should or not, what happened
row() {
    local verdict=ok
    [[ $2 == yes ]] || { verdict=WRONG; failed=1; }
    rows+=("$1|$verdict|$(truth)|$3")
    echo "$(date +%T) $1: $verdict, health true: $(truth), $3" >&2
    : >"$scratch/samples"
}

# A pipeline with some history in its files.
begin() {
    : >"$scratch/samples"
    if [[ -z $pid ]]; then
        start || { row "$1" no "did not start: $(last_line)"; stop; rm -rf "$data"; return 1; }
    fi
    await_ready 120 || { row "$1" no "was not ready: $(last_line)"; stop; rm -rf "$data"; return 1; }
    for _ in {1..20}; do capture >/dev/null; done
}

slow_bodies() {
    begin slow-bodies || return
    local sockets=() socket cut=0 i
    start_sampler
    for ((i = 0; i < 300; i++)); do
        exec {socket}<>"/dev/tcp/127.0.0.1/$port" || break
        printf 'POST /v1/batch HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n{' >&"$socket"
        sockets+=("$socket")
    done
    for ((i = 0; i < 15; i++)); do
        sleep 3
        for socket in "${sockets[@]}"; do printf ' ' >&"$socket"; done 2>/dev/null
    done
    for socket in "${sockets[@]}"; do
        # The server's end is closed where reading returns at once; whatever it answered first is read past.
        while IFS= read -r -t 1 -u "$socket" _; do :; done
        [[ $? -gt 128 ]] || cut=$((cut + 1))
        exec {socket}>&-
    done 2>/dev/null
    stop_sampler
    local good
    good=$(awk '$2 == 200 && $3 == 200 { n++ } END { print n + 0 }' "$scratch/samples")
    row slow-bodies "$([[ $cut == "${#sockets[@]}" && $good == "$(wc -l <"$scratch/samples")" ]] && echo yes || echo no)" \
        "$cut of ${#sockets[@]} cut off, $good of $(wc -l <"$scratch/samples") samples served"
}

freeze() {
    local n seconds
    for ((n = 1; n <= freezes; n++)); do
        begin "freeze $n" || return
        seconds=$((20 + RANDOM % 71))
        start_sampler
        kill -STOP "$pid"
        sleep "$seconds"
        kill -CONT "$pid"
        if await_ready 90; then
            sleep 15
            stop_sampler
            row "freeze $n" "$(await_ready 60 && echo yes || echo no)" "$seconds s, went on"
        else
            stop_sampler
            ended_within 1
            row "freeze $n" no "$seconds s, exit ${code}: $(last_line)"
        fi
    done
}

sigterm() {
    begin sigterm || return
    kill -TERM "$pid"
    ended_within 70 || kill -KILL "$pid"
    row sigterm "$([[ $code == 0 ]] && echo yes || echo no)" "exit $code"
}

kill_9() {
    begin kill || return
    kill -KILL "$pid"
    ended_within 10
    start_again
    row kill "$again" "started again, ready: $again"
}

# Whether it ended by itself, with a line that holds a text.
expect_end() {
    local name=$1 text=$2 line
    if ended_within 90; then
        line=$(last_line)
        stop_sampler
        row "$name" "$([[ $code != 0 && $line == *"$text"* ]] && echo yes || echo no)" "exit $code: $line"
    else
        stop_sampler
        row "$name" no "did not end by itself"
        stop
    fi
}

removed_directory() {
    begin removed-directory || return
    start_sampler
    rm -rf "$data" 2>/dev/null
    expect_end removed-directory 'was removed'
    rm -rf "$data"
}

removed_state() {
    begin removed-state || return
    start_sampler
    rm -rf "$data/state"
    # Either it goes on with the files that it holds open, or it ends; the next start rebuilds.
    local line
    if ended_within 45; then
        stop_sampler
        line=$(last_line)
        start_again
        [[ $line == *'removed while'* ]] || again=no
        row removed-state "$again" "exit $code: $line; started again"
    else
        stop_sampler
        stop
        line=$code
        start_again
        row removed-state "$again" "went on, stopped with $line, started again, ready: $again"
    fi
}

full_disk() {
    if [[ $(id -u) != 0 ]] || ! mkdir -p "$scratch/small" || ! mount -t tmpfs -o size=420m tmpfs "$scratch/small" 2>/dev/null; then
        rows+=("full-disk|skipped|-|needs root and the right to mount a tmpfs")
        return
    fi
    mounted=$scratch/small
    stop
    local before=$data
    data=$mounted/data
    if begin full-disk; then
        start_sampler
        dd if=/dev/zero of="$mounted/fill" bs=1M 2>/dev/null
        expect_end full-disk 'is full'
        start
        : >"$scratch/samples"
        ended_within 5
        row 'full-disk, start' "$([[ $(last_line) == *'is full'* ]] && echo yes || echo no)" "$(last_line)"
        stop
        rm "$mounted/fill"
        start_again
        row 'full-disk, room again' "$again" "started again, ready: $again"
    fi
    stop
    umount "$mounted" && mounted=''
    data=$before
}

# Damages a file: its last bytes go, or a few in its middle change.
damage() {
    local how=$1 file=$2 size
    size=$(stat -c %s "$file")
    if [[ $how == cut ]]; then
        truncate -s $((size - size / 3 - 1)) "$file"
    else
        printf 'DAMAGED!' | dd of="$file" bs=1 seek=$((size / 2)) conv=notrunc 2>/dev/null
    fi
}

damaged_state() {
    local how=$1 name=$1-state file
    begin "$name" || return
    stop
    file=$(find "$data/state" -name '*.sst' -size +0 -printf '%s %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-)
    [[ -n $file ]] || { row "$name" no "no file to damage"; return; }
    damage "$how" "$file"
    if start && await_ready 60; then
        # Only what is read can be seen. What comes next begins with a state that is whole.
        row "$name" yes "went on: the damaged block was not read"
        stop
        rm -rf "$data/state"
        return
    fi
    expect_end "$name" 'the local state in'
    local folder
    folder=$(sed -n 's/.*the local state in \([^ ]*\) cannot.*/\1/p' "$scratch/err" | tail -n 1)
    [[ -n $folder && $folder == "$data"/state/* ]] && rm -rf "$folder"
    start_again
    row "$name, deleted" "$again" "started again, ready: $again"
}

damaged_log() {
    local how=$1 name=$1-log file
    begin "$name" || return
    stop
    file=$(find "$data/kafka/log" -path '*rapport.events.captured*' -name '*.log' -size +0 -printf '%s %p\n' | sort -n |
        tail -n 1 | cut -d ' ' -f 2-)
    damage "$how" "$file"
    if start && await_ready 60; then
        # What all have read before is not read again; bytes that are missing are told in any case.
        row "$name" "$([[ $how == flipped ]] && echo yes || echo no)" "started, as nobody reads there again: $(last_line)"
        stop
    else
        expect_end "$name" 'damaged'
    fi
    rm -rf "$data"
}

"$root/rapport" --version >/dev/null || exit 1
for scenario in "${scenarios[@]}"; do
    case $scenario in
        slow-bodies) slow_bodies ;;
        freeze) freeze ;;
        sigterm) sigterm ;;
        kill) kill_9 ;;
        removed-directory) removed_directory ;;
        removed-state) removed_state ;;
        full-disk) full_disk ;;
        cut-state) damaged_state cut ;;
        flipped-state) damaged_state flipped ;;
        cut-log) damaged_log cut ;;
        flipped-log) damaged_log flipped ;;
        *) echo "running-it.sh: unknown scenario $scenario" >&2; exit 2 ;;
    esac
done
stop

printf '\n%-24s %-8s %-26s %s\n' scenario outcome 'health told the truth' 'what happened'
for line in "${rows[@]}"; do
    IFS='|' read -r name verdict told what <<<"$line"
    printf '%-24s %-8s %-26s %s\n' "$name" "$verdict" "$told" "$what"
done
exit "$failed"
