#!/usr/bin/env bash
# The benchmarks as tables of ratios, each pair measured in one run on one machine. Called by ./dev bench.
#   PAGES="1000 10000"  sizes of the corpus        SECONDS_EACH=5  time for each rate
#   CASES=20000         made-up cases of the desk
set -euo pipefail
cd "$(dirname "$0")/../.."
sizes=${PAGES:-1000 10000}
each=${SECONDS_EACH:-5}
ninja -C build --quiet charter charterd bench_corpus bench_bare bench_store bench_bare_http bench_preview
work=$(mktemp -d)
server=
bare=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$bare" ] || kill "$bare" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

# measured NAME COMMAND...: wall seconds, CPU seconds and peak MiB into NAME.
measured() {
  local name=$1 out
  shift
  out=$(command time -f '%e %U %S %M' "$@" 2>&1 >/dev/null | tail -1)
  read -r wall user system memory <<<"$out"
  printf -v "$name" '%s %s %s' "$wall" "$(awk "BEGIN{print $user+$system}")" "$(awk "BEGIN{print $memory/1024}")"
}
ratio() { awk -v a="$1" -v b="$2" 'BEGIN{printf "%.2f", (b > 0 ? a / b : 0)}'; }
row() { printf '  %-8s %8s s wall %8s s CPU %8.0f MiB   wall %5s of Hugo  memory %5s of Hugo\n' "$1" "$2" "$3" "$4" "$5" "$6"; }

# What a build costs before its first page: a site of one.
build/bench_corpus "$work/1" 1
measured one build/charter build --site "$work/1/charter" --out "$work/1/ours" --compress off
read -r start _ <<<"$one"
echo "A site of one page: ${start} s"
# Milliseconds for each page beyond the start.
each_page() { awk -v a="$1" -v b="$2" -v n="$3" 'BEGIN{printf "%.3f", (a - b) / n * 1000}'; }

for pages in $sizes; do
  build/bench_corpus "$work/$pages" "$pages"
  cp -r tests/bench/hugo/. "$work/$pages/hugo/"
  measured ours build/charter build --site "$work/$pages/charter" --out "$work/$pages/ours" --compress off
  measured plain build/bench_bare "$work/$pages/charter" "$work/$pages/ours" "$work/$pages/bare"
  measured stream build/bench_bare "$work/$pages/charter" "$work/$pages/ours" "$work/$pages/stream" one-by-one
  measured hugo hugo --quiet --source "$work/$pages/hugo" --destination "$work/$pages/out"
  # shellcheck disable=SC2086
  set -- $ours $plain $hugo
  read -r one_by_one _ <<<"$stream"
  echo "Building $pages pages, no compression"
  row charter "$1" "$2" "$3" "$(ratio "$1" "$7")" "$(ratio "$3" "$9")"
  row bare "$4" "$5" "$6" "$(ratio "$4" "$7")" "$(ratio "$6" "$9")"
  row Hugo "$7" "$8" "$9" 1.00 1.00
  # The first build after a full one has to make every folder anew; the next one patches an older build.
  edited=$(find "$work/$pages/charter/en" -name '*.md' | sort | tail -1)
  for name in first_edit second_edit; do
    echo "One more sentence." >>"$edited"
    measured "$name" build/charter build --site "$work/$pages/charter" --out "$work/$pages/ours" --compress off
  done
  read -r first _ <<<"$first_edit"
  read -r second _ <<<"$second_edit"
  echo "  after one edit: first build ${first} s, $(ratio "$first" "$1") of a full one; later builds ${second} s, $(ratio "$second" "$1")"
  read -r median worst <<<"$(build/bench_preview "$work/$pages/charter" themes/default 7)"
  echo "  in the preview: ${median} ms from save to the page (worst of 7: ${worst} ms), $(ratio "$median" "$(awk "BEGIN{print $second*1000}")") of such a build"
  echo "  a page takes $(each_page "$1" "$start" "$pages") ms beyond the start, $(each_page "$4" 0 "$pages") ms of them the bare cost"
  echo "  charter takes $(ratio "$1" "$4") times the bare cost (read, cmark-gfm on all cores, write the same bytes);" \
    "$(ratio "$1" "$one_by_one") times that of one page after the other, which keeps no text"
done

echo
echo "Store, 32 clients"
build/bench_store "$work/store" "$each"

# Look-ups over HTTP, 10,000 cases, wrk on the same machine.
echo
echo "Look-ups over HTTP"
build/charter build --site content/western-cape-dsd --out "$work/site" >/dev/null
build/bench_store "$work/cases" fill 10000 >"$work/keys"
build/charterd serve --site "$work/site" --data "$work/cases/store" --listen 127.0.0.1:18080 2>/dev/null &
server=$!
for _ in $(seq 100); do curl -fs http://127.0.0.1:18080/healthz >/dev/null && break; sleep 0.1; done
read -r reference code <"$work/keys"
bytes=$(curl -s -d "reference=$reference&code=$code" http://127.0.0.1:18080/en/track/ | wc -c)
build/bench_bare_http 18081 "$bytes" &
bare=$!
sleep 0.5
cat >"$work/post.lua" <<LUA
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
local keys = {}
for line in io.lines("$work/keys") do
  local reference, code = line:match("(%S+) (%S+)")
  keys[#keys + 1] = "reference=" .. reference .. "&code=" .. code
end
local next = 0
function request()
  next = next % #keys + 1
  return wrk.format(nil, nil, nil, keys[next])
end
LUA
rate() { wrk -t1 -c16 "-d${each}s" --latency -s "$work/post.lua" "$1" | awk '/99%/{p=$2} /Requests\/sec/{r=$2} END{print r, p}'; }
read -r ours_rate ours_p99 <<<"$(rate http://127.0.0.1:18080/en/track/)"
read -r bare_rate bare_p99 <<<"$(rate http://127.0.0.1:18081/)"
printf '  tracking %s/s p99 %s   bare library with a constant page of %s bytes %s/s p99 %s   ratio %s\n' \
  "$ours_rate" "$ours_p99" "$bytes" "$bare_rate" "$bare_p99" "$(ratio "$ours_rate" "$bare_rate")"

# The same look-ups as they come on a busy day: each of 40 people waits before the next.
sed 's/^function request/function delay() return 38 end\n&/' "$work/post.lua" >"$work/paced.lua"
read -r paced_rate paced_p99 <<<"$(wrk -t1 -c40 "-d${each}s" --latency -s "$work/paced.lua" http://127.0.0.1:18080/en/track/ |
  awk '/99%/{p=$2} /Requests\/sec/{r=$2} END{print r, p}')"
printf '  at %s look-ups a second: p99 %s\n' "$paced_rate" "$paced_p99"

echo
echo "Case desk, 2 clients"
tests/bench/desk.sh
