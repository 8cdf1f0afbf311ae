#!/usr/bin/env bash
# The case desk over HTTP on a made-up database, as ratios to the bare library that answers with a constant page of the
# same size, in one run. Called by run.sh; alone: CASES=1000000 tests/bench/desk.sh
#   CASES=20000       made-up cases; about one in eight is open      SECONDS_EACH=5  time for each rate
#   DESK_DATA=FOLDER  keeps the database there and uses it again, since a million cases take minutes
set -euo pipefail
cd "$(dirname "$0")/../.."
cases=${CASES:-20000}
each=${SECONDS_EACH:-5}
ninja -C build --quiet charter charterd bench_bare_http
work=$(mktemp -d)
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap finish EXIT
url=http://127.0.0.1:18082
data=${DESK_DATA:-$work/data}

build/charter build --site content/western-cape-dsd --out "$work/site" --compress off >/dev/null
if [ ! -f "$data/sign-in.txt" ]; then
  begun=$(date +%s.%N)
  build/charterd demo --site "$work/site" --data "$data" --cases "$cases" --seed 1 >"$work/sign-in.txt"
  mv "$work/sign-in.txt" "$data/sign-in.txt"
  awk -v a="$begun" -v b="$(date +%s.%N)" -v n="$cases" 'BEGIN{printf "  made up %d cases, %.0f a second\n", n, n/(b-a)}'
fi

begun=$(date +%s%N)
build/charterd serve --demo --site "$work/site" --data "$data" --listen 127.0.0.1:18082 2>/dev/null &
pids+=($!)
server=$!
until curl -fs "$url/healthz" >/dev/null; do sleep 0.005; done
printf '  start %d ms, idle memory %d MiB\n' $((($(date +%s%N) - begun) / 1000000)) \
  $(($(awk '/VmRSS/{print $2}' "/proc/$server/status") / 1024))

# Signs in; the cookie and the token of the forms.
password=$(sed -n 's/.*password //p' "$data/sign-in.txt" | head -1)
sign_in() {
  cookie=$(curl -s -o /dev/null -D - --data-urlencode "user_name=$1" --data-urlencode "password=$password" -d next=/staff/ \
    "$url/staff/sign-in" | sed -n 's/^[Ss]et-[Cc]ookie: \(__Host-staff=[^;]*\);.*/\1/p')
  csrf=$(curl -s -H "Cookie: $cookie" "$url/staff/" | sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' | head -1)
}
# The address of the answer to a question.
sought() {
  curl -s -o /dev/null -D - -H "Cookie: $cookie" -d "csrf=$csrf" --data-urlencode "asked=$1" "$url/staff/search" |
    tr -d '\r' | sed -n 's/^[Ll]ocation: //p'
}
# timed PORT PATH [BODY]: answers a second, the median and the slowest twentieth in ms.
timed() {
  cat >"$work/ask.lua" <<LUA
wrk.headers["Cookie"] = "$cookie"
local body = "${3:-}"
if body ~= "" then
  wrk.method = "POST"
  wrk.body = body
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
end
done = function(summary, latency)
  local bad = summary.errors.status + summary.errors.read + summary.errors.timeout
  io.write(string.format("result %.0f %.1f %.1f %d\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, bad))
end
LUA
  wrk -t1 -c2 "-d${each}s" -s "$work/ask.lua" "http://127.0.0.1:$1$2" | sed -n 's/^result //p'
}
port=18090
# compared NAME PATH [BODY]
compared() {
  local name=$1 path=$2 body=${3:-} bytes
  bytes=$(curl -s -H "Cookie: $cookie" ${body:+-d "$body"} "$url$path" | wc -c)
  port=$((port + 1))
  build/bench_bare_http "$port" "$bytes" &
  pids+=($!)
  sleep 0.3
  read -r rate median p95 bad <<<"$(timed 18082 "$path" "$body")"
  read -r bare _ bare_p95 _ <<<"$(timed "$port" / x=1)"
  kill "${pids[-1]}"
  printf '  %-34s %6s/s  median %6s ms  p95 %6s ms%s   bare %6s/s p95 %5s ms   ratio %s\n' "$name" "$rate" "$median" "$p95" \
    "$([ "$bad" = 0 ] || echo " ($bad failed)")" "$bare" "$bare_p95" "$(awk -v a="$rate" -v b="$bare" 'BEGIN{printf "%.3f", a/b}')"
}

sign_in head.head-office
open=$(curl -s -H "Cookie: $cookie" "$url/staff/" | sed -n 's/.*role="status"><b>[^<]* of \([0-9,]*\).*/\1/p')
echo "  the head office sees $open open cases"
compared "worklist, head office" /staff/
next=$(curl -s -H "Cookie: $cookie" "$url/staff/" | sed -n 's/.*href="\(\/staff\/?after=[^"]*\)".*/\1/p')
[ -z "$next" ] || compared "its second page" "$next"
compared "overdue enquiries by telephone" "/staff/?view=overdue&filter_kind=enquiry&filter_channel=telephone"
compared "of one region" "/staff/?filter_region=metro-south"
compared "ended cases" "/staff/?view=ended"
compared "search: two words" "$(sought 'lift winter')"
compared "search: a common word" "$(sought 'telephone')"
compared "search: a phone number" "$(sought '011 000 0003')"
case=$(curl -s -H "Cookie: $cookie" "$url/staff/" | sed -n 's/.*href="\(\/staff\/cases\/[^"]*\)".*/\1/p' | head -1)
compared "case page" "$case"
sign_in desk.gugulethu
compared "worklist, one office" /staff/
compared "one office: a common word" "$(sought 'telephone')"

# A case of its own, lodged through the form, to be tracked.
answer() { curl -s -o /dev/null -D "$work/head" -H "Cookie: $draft" "$@"; }
draft=
answer -d kind=complaint -d office=gugulethu "$url/en/lodge/about/"
draft=$(sed -n 's/^[Ss]et-[Cc]ookie: \([^;]*\);.*/\1/p' "$work/head")
answer -d "description=I waited for six hours." "$url/en/lodge/what/"
answer -d anonymous=yes "$url/en/lodge/who/"
answer -d consent=yes "$url/en/lodge/reach/"
token=$(curl -s -H "Cookie: $draft" "$url/en/lodge/check/" | sed -n 's/.*name="form_token" value="\([^"]*\)".*/\1/p')
answer -d "form_token=$token" "$url/en/lodge/check/"
ticket=$(curl -s -H "Cookie: $draft" "$url/en/lodge/sent/")
reference=$(sed -n 's/.*data-reference="\([^"]*\)".*/\1/p' <<<"$ticket" | head -1)
code=$(sed -n 's/.*data-code="\([^"]*\)".*/\1/p' <<<"$ticket" | head -1)
cookie=
compared "tracking" /en/track/ "reference=${reference// /}&code=${code// /}"
# As on a busy day: each of 40 people waits before the next look-up.
timed 18082 /en/track/ "reference=${reference// /}&code=${code// /}" >/dev/null
echo 'function delay() return 38 end' >>"$work/ask.lua"
wrk -t1 -c40 "-d${each}s" --latency -s "$work/ask.lua" "$url/en/track/" |
  awk '/99%/{p=$2} /Requests\/sec/{r=$2} END{printf "  tracking at %.0f a second: p99 %s\n", r, p}'
