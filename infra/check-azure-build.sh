#!/usr/bin/env bash
# Compiles the azure build where some of the official packages cannot be restored: with stand-ins for the types of those alone (stand-ins/).
# What it made cannot run. Where all packages are served, run `dotnet publish functions -p:OmniPlatform=azure` instead.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

dotnet build functions -c Release -v quiet -nologo -clp:ErrorsOnly --artifacts-path "$out" \
  -p:OmniPlatform=azure -p:CustomAfterDirectoryBuildTargets="$PWD/infra/stand-ins/stand-ins.targets"

metadata=$(find "$out/bin" -name functions.metadata | head -n 1)
[ -n "$metadata" ] || { echo 'The Functions SDK wrote no metadata.' >&2; exit 1; }
echo "The azure build compiles; its metadata lists $(grep -c '"scriptFile"' "$metadata") functions."
