#!/usr/bin/env bash
# A remote worker for the template count-words. It needs bash, curl and jq; a bare Debian has the
# first: apt install curl jq.
#
#   FORMWORK_URL=http://127.0.0.1:8080 FORMWORK_TOKEN=… bash worker.sh
set -u
api="${FORMWORK_URL:-http://127.0.0.1:8080}/api/v1/work"
worker="$(hostname)-$$"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# In a file, since everybody on the machine can read the arguments of a program.
printf 'Authorization: Bearer %s\nContent-Type: application/json\n' \
  "${FORMWORK_TOKEN:?set it to a token that may run jobs}" >"$scratch/headers"

stopping=
trap 'stopping=1' TERM INT

# The trace of the job that runs, under which Formwork's log has what is reported about it: headers
# for curl.
trace=()

# Sends the JSON of its input, and prints the answer. Repeats the call while there is no answer, or
# one that may pass (429, 5xx). Returns 1 when the server does not take it.
post() {
  local body status delay=1 answer="$scratch/answer-$BASHPID"
  body=$(cat)
  while :; do
    status=$(curl -s -o "$answer" -w '%{http_code}' --max-time 45 -H "@$scratch/headers" \
      ${trace[@]+"${trace[@]}"} --data-binary @- "$api/$1" <<<"$body")
    case $status in
      2??)
        cat "$answer" 2>/dev/null
        return 0
        ;;
      000 | 429 | 5??) ;;
      *)
        cat "$answer" >&2
        return 1
        ;;
    esac
    [ -n "$stopping" ] && return 1
    # Once this worker was killed, nobody wants what its process for the job has left to report.
    kill -0 $$ 2>/dev/null || exit 1
    # At random, so that many workers do not come back at once.
    sleep "$((RANDOM % delay)).$((RANDOM % 10))"
    delay=$((delay < 30 ? delay * 2 : 30))
  done
}

# Reports about the attempt: report PATH JQ-OBJECT [jq options …]
report() {
  local path=$1 body=$2
  shift 2
  jq -n --arg lease "$lease" "$@" "{lease: \$lease} + $body" | post "$path"
}

# Writes one line to the log. Lines are counted, so that a repetition stores none twice.
lines=0
log() {
  report log '{offset: $offset, lines: [{text: $text}]}' \
    --argjson offset "$lines" --arg text "$1" >"$scratch/log" || exit 1
  lines=$((lines + 1))
}

# What this worker is there for: the one part that you replace. It gets the payload as JSON.
count_words() {
  local text pause total number=0 words=0 count line
  text=$(jq -r .text <<<"$1")
  pause=$(jq -r .pause <<<"$1")
  if [ -z "${text//[[:space:]]/}" ]; then
    report fail '{error: {message: "There is nothing to count", reason: "shell"}, retry: false}'
    return
  fi
  if [ "$(jq 'has("password")' <<<"$1")" = true ]; then
    log "The password is $(jq -r .password <<<"$1")"
  fi
  total=$(wc -l <<<"$text")
  while IFS= read -r line; do
    sleep "$pause"
    number=$((number + 1))
    count=$(wc -w <<<"$line")
    words=$((words + count))
    log "line $number: $((count)) words"
    report progress '{percent: $percent, message: $message}' \
      --argjson percent "$((100 * number / total))" --arg message "line $number of $total" || exit 1
  done <<<"$text"
  report succeed '{result: {lines: $lines, words: $words}}' \
    --argjson lines "$total" --argjson words "$words"
}

# Runs the job in a process of its own, and renews its lease meanwhile. When the lease is lost, or
# this worker stops, the process is ended.
run() {
  local job=$1 answer renew_every child name value
  lease=$(jq -r .lease <<<"$job")
  id=$(jq -r .jobId <<<"$job")
  # The rest of a trace, tracestate, is null where it has none.
  for name in traceparent tracestate; do
    value=$(jq -r ".$name // empty" <<<"$job")
    [ -z "$value" ] || trace+=(-H "$name: $value")
  done
  # A third of the lease, in tenths of a second.
  renew_every=$(jq '.leaseMs / 300 | floor' <<<"$job")
  count_words "$(jq .payload <<<"$job")" >/dev/null &
  child=$!
  local passed=0
  while kill -0 "$child" 2>/dev/null; do
    sleep 0.1
    passed=$((passed + 1))
    if [ -n "$stopping" ]; then
      end "$child"
      report release '{}' >/dev/null && echo "$id: stopped (released)"
      return
    fi
    [ "$passed" -lt "$renew_every" ] && continue
    passed=0
    answer=$(jq -n --arg lease "$lease" '{leases: [$lease]}' | post renew) || answer='{}'
    if [ "$(jq -r '.leases[0].held' <<<"$answer")" != true ]; then
      end "$child"
      echo "$id: stopped ($(jq -r '.leases[0].reason' <<<"$answer"))"
      return
    fi
  done
  wait "$child"
  echo "$id: done"
}

# Ends a process and what it has started.
end() {
  pkill -P "$1" 2>/dev/null
  kill "$1" 2>/dev/null
  wait "$1" 2>/dev/null
}

echo "$worker waits for jobs"
while [ -z "$stopping" ]; do
  trace=()
  claimed=$(jq -n --arg id "$worker" \
    '{worker: {id: $id}, templates: ["count-words"], limit: 1, wait: "5s"}' | post claim) || {
    [ -n "$stopping" ] || sleep 5
    continue
  }
  job=$(jq -c '.jobs[0] // empty' <<<"$claimed")
  [ -z "$job" ] || run "$job"
done
