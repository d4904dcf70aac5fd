#!/usr/bin/env bash
# Compiles, type-checks and lints every Bicep file with the real compiler, which comes as a NuGet package (Linux x64, about 110 MiB, once).
set -euo pipefail
cd "$(dirname "$0")"

version=0.49.2
folder=${BICEP_HOME:-${TMPDIR:-/tmp}/omni-bicep-$version}
bicep=$folder/azure.bicep.commandline.linux-x64/$version/tools/bicep
if [ ! -f "$bicep" ]; then
  mkdir -p "$folder"
  cat >"$folder/bicep.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><RestorePackagesPath>$folder</RestorePackagesPath></PropertyGroup>
  <ItemGroup><PackageDownload Include="Azure.Bicep.CommandLine.linux-x64" Version="[$version]" /></ItemGroup>
</Project>
XML
  dotnet restore "$folder/bicep.csproj" --verbosity quiet
fi
chmod +x "$bicep"

# A warning is a property that the resource type does not have, or a rule of bicepconfig.json: neither may pass.
faults=$(
  for file in main.bicep modules/*.bicep; do "$bicep" lint "$file" 2>&1; done
  for file in parameters/*.bicepparam; do "$bicep" build-params "$file" --stdout 2>&1 >/dev/null; done
) || true
if [ -n "$faults" ]; then
  sort -u <<<"$faults" >&2
  exit 1
fi
echo "$(ls main.bicep modules/*.bicep parameters/*.bicepparam | wc -l) files compiled and linted with $("$bicep" --version)."
