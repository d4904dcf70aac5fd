#!/bin/sh
# Measures every scenario at its full size and writes the page anew. On a quiet machine: nothing else may run. About two hours, of which the soak is one half.
#   docs/performance/measure.sh             all of them
#   docs/performance/measure.sh push accept some of them; what the others came to stays
set -eu
cd "$(dirname "$0")/../.."
dotnet build -c Release -v q tests/Bench

measure() {
  name=$1
  shift
  echo "$name $*"
  dotnet run -c Release --no-build --project tests/Bench -- "$name" --json "$@" > "docs/performance/$name.json.new"
  mv "docs/performance/$name.json.new" "docs/performance/$name.json"
}

for name in ${*:-floor accept push push-loaded conversations idle restart durable sockets overload neighbour soak}; do
  case $name in
    conversations | idle | restart) measure "$name" --conversations 100000 --seconds 20 ;;
    soak) measure soak --conversations 100000 --seconds 1800 ;;
    sockets) measure sockets --clients 10000 --seconds 30 ;;
    push-loaded) measure push-loaded --conversations 10000 --seconds 30 ;;
    *) measure "$name" --seconds 20 ;;
  esac
done
dotnet run -c Release --no-build --project tests/Bench -- page docs/performance.md
