#!/usr/bin/env bash
# Brings the system up in a resource group, or brings it to this release:
#
#   infra/deploy.sh <resource group> <dev|test|prod> [parameter=value ...]
#
# With another release beside the live one the app goes to that one, and the pages stay. ONLY=resources publishes nothing (to shift traffic),
# ONLY=pages publishes the pages alone (once the traffic is shifted).
#
# Needs az (signed in; Owner of the group, since roles are granted), the .NET SDK, Node and openssl. Nobody types a secret: the sealing key is made here when
# the vault has none, and goes from openssl to the vault without touching a file.
set -euo pipefail
cd "$(dirname "$0")/.."

group=${1:?resource group}
environment=${2:?dev, test or prod}
shift 2
location=${LOCATION:-}
only=${ONLY:-}
case $only in '' | resources | pages) ;; *) echo "ONLY is resources or pages, not $only." >&2; exit 2 ;; esac
parameters=infra/parameters/$environment.bicepparam
[ -f "$parameters" ] || { echo "There is no $parameters." >&2; exit 2; }

if [ "$(az group exists --name "$group")" = false ]; then
  [ -n "$location" ] || { echo "The group $group does not exist. Name a region: LOCATION=swedencentral $0 ..." >&2; exit 2; }
  az group create --name "$group" --location "$location" --output none
fi

# Asked through the management plane, which answers for a private vault, too, and shows names, never values. Only a plain "not found" makes a key: a second
# one in the place of the first would leave every stored message unreadable.
sealing_key=
vaults=$(az resource list --resource-group "$group" --resource-type Microsoft.KeyVault/vaults --query '[].id' --output tsv)
has_key=
for vault in $vaults; do
  if answer=$(az resource show --ids "$vault/secrets/sealing-key" --api-version 2023-07-01 --query name --output tsv 2>&1); then
    has_key=yes
  elif ! grep -qE 'SecretNotFound|ResourceNotFound|\(NotFound\)' <<<"$answer"; then
    echo "Cannot tell whether the vault has a sealing key: $answer" >&2
    exit 1
  fi
done
if [ -z "$has_key" ]; then
  echo "The vault has no sealing key yet: one is made."
  sealing_key=$(openssl rand -base64 32)
fi

# The live service tells the app of connections with a key that both have. Each release that is published brings a new one; a deployment of resources alone keeps it.
signalr_key=
if [ -z "$only" ]; then signalr_key=$(openssl rand -hex 32); fi

# What cannot be built must not cost a deployment.
if [ -z "$only" ]; then
  echo "Building the app ..."
  package=$(mktemp -d)/omni.zip
  dotnet publish functions -c Release -p:OmniPlatform=azure -o artifacts/azure --nologo -v quiet
  (cd artifacts/azure && zip -qr "$package" .)
fi
if [ "$only" != resources ]; then
  echo "Building the pages ..."
  (cd web && npm ci --no-audit --no-fund --loglevel=error && npm run build --silent)
fi

echo "Deploying the resources ..."
# In the environment of this one call, where the file of parameters finds it: an argument would stand in the list of processes.
outputs=$(OMNI_SIGNALR_KEY=$signalr_key OMNI_SEALING_KEY=$sealing_key az deployment group create --resource-group "$group" --name "omni-$(date -u +%Y%m%d%H%M%S)" \
  --template-file infra/main.bicep --parameters "$parameters" ${1+--parameters "$@"} \
  --query properties.outputs --output json)
sealing_key=
value() { python3 -c 'import json,sys; print(json.load(sys.stdin)[sys.argv[1]]["value"])' "$1" <<<"$outputs"; }

publish_app() {
  echo "Publishing the app to $1 ..."
  if [ "$(az functionapp show --resource-group "$group" --name "$1" --query properties.functionAppConfig.runtime.name --output tsv)" = dotnet-isolated ]; then
    az functionapp deployment source config-zip --resource-group "$group" --name "$1" --src "$package" --output none
  else
    local packages account
    packages=$(value packagesUri)
    account=${packages#https://}
    az storage blob upload --auth-mode login --account-name "${account%%.*}" --container-name "${packages##*/}" --name "$1.zip" --file "$package" --overwrite --output none
    az functionapp restart --resource-group "$group" --name "$1" --output none
  fi
}

# To the host of a release, by its management address and on standard input. A release that is stopped has no host to tell: it is given the next one when it is published again.
give_signalr_key() {
  local app
  app=$(az functionapp show --resource-group "$group" --name "$1" --query id --output tsv)
  printf '{"properties":{"name":"signalr_extension","value":"%s"}}' "$signalr_key" |
    az rest --method put --url "https://management.azure.com$app/host/default/systemkeys/signalr_extension?api-version=2024-04-01" --body @/dev/stdin --output none
}

# A vault in a network of its own is asked whether the live service may reach it; nobody else asks with this sentence.
let_signalr_in() {
  local vault pending
  vault=$(az resource list --resource-group "$group" --resource-type Microsoft.KeyVault/vaults --query "[?name=='$(value vaultName)'].id" --output tsv)
  pending=$(az network private-endpoint-connection list --id "$vault" --output tsv \
    --query "[?properties.privateLinkServiceConnectionState.status=='Pending' && properties.privateLinkServiceConnectionState.description=='The live service reads the key of its upstream.'].id")
  for connection in $pending; do az network private-endpoint-connection approve --id "$connection" --description "The live service reads the key of its upstream." --output none; done
}

publish_pages() {
  echo "Publishing the pages ..."
  # New files first, names that carry a hash and are never asked for before the pages that name them; old ones stay for desks that are still open.
  for part in assets desk widget; do
    az storage blob upload-batch --auth-mode login --account-name "$(value webAccount)" --destination '$web' --destination-path "$part" \
      --source "web/dist/$part" --pattern '*' --overwrite --output none
  done
  az afd endpoint purge --resource-group "$group" --profile-name "$(value edgeProfile)" --endpoint-name "$(value edgeEndpoint)" --content-paths '/*' --no-wait
}

other=$(value otherApp)
if [ -z "$only" ]; then
  publish_app "${other:-$(value liveApp)}"
  for release in $(value liveApp) $other; do
    give_signalr_key "$release" || echo "The release $release was not given the live service's key: until it is, pages of someone who was disabled stay open there." >&2
  done
fi
if [ "$only" != pages ]; then let_signalr_in; fi
signalr_key=
if [ "$only" = pages ] || { [ -z "$only" ] && [ -z "$other" ]; }; then publish_pages; fi

url=$(value url)
echo "Waiting for $url/health/ready ..."
for _ in $(seq 60); do
  if curl -fsS --max-time 10 "$url/health/ready" >/dev/null 2>&1; then
    echo "Ready: $url/desk/"
    exit 0
  fi
  sleep 10
done
echo "The system did not become ready in ten minutes. See docs/guides/deploy.md, \"When it does not start\"." >&2
exit 1
