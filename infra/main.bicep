// OmniFunctions in one resource group: everything the azure build needs, and nobody's password. How to use it: docs/guides/deploy.md.
targetScope = 'resourceGroup'

@description('Region of everything that has one.')
param location string = resourceGroup().location

@description('Short name of the system, the beginning of all names.')
@minLength(2)
@maxLength(8)
param systemName string = 'omni'

@description('Which of your systems this is.')
@allowed(['dev', 'test', 'prod'])
param environmentName string

@description('Tags that every resource carries besides system and environment, for example a cost centre.')
param extraTags object = {}

@description('Plan of the app: Flex Consumption, or Elastic Premium for regions and rules that ask for it.')
@allowed(['FlexConsumption', 'ElasticPremium'])
param hosting string = 'FlexConsumption'

@description('Size of an Elastic Premium instance.')
@allowed(['EP1', 'EP2', 'EP3'])
param elasticSize string = 'EP1'

@description('Memory of a Flex Consumption instance in MiB.')
@allowed([512, 2048, 4096])
param instanceMemoryMiB int = 2048

@description('Instances of one release at most.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@description('Instances that are always ready, so that no webhook waits for a start.')
@minValue(0)
param alwaysReady int = 0

@description('Which of the two releases is live. The other is the one that is to follow, or the one before.')
@allowed(['blue', 'green'])
param liveRelease string = 'blue'

@description('Whether the other release is there, and whether it runs.')
@allowed(['none', 'stopped', 'running'])
param otherRelease string = 'none'

@description('Percent of requests that go to the other release.')
@minValue(0)
@maxValue(50)
param otherShare int = 0

@description('Version that new orchestrations of the blue release are marked with; raise it when an orchestrator changes.')
param blueDurableVersion string = '1.0'

@description('Version that new orchestrations of the green release are marked with.')
param greenDurableVersion string = '1.0'

@description('Where durable state lives: the Durable Task Scheduler, or the host\'s storage account, which costs less at rest and does less.')
@allowed(['Scheduler', 'Storage'])
param durableBackend string = 'Scheduler'

@description('Tier of the Durable Task Scheduler.')
@allowed(['Consumption', 'Dedicated'])
param schedulerSku string = 'Consumption'

@description('Capacity units of a Dedicated scheduler.')
@minValue(1)
@maxValue(3)
param schedulerCapacityUnits int = 1

@description('Networks that may call the scheduler; every caller needs a role as well.')
param schedulerIpAllowlist string[] = ['0.0.0.0/0']

@description('Tier of Service Bus.')
@allowed(['Standard', 'Premium'])
param serviceBusTier string = 'Standard'

@description('Messaging units of a Premium Service Bus.')
@allowed([1, 2, 4, 8, 16])
param serviceBusMessagingUnits int = 1

@description('Partitions of the hub of events. Fixed once it holds events.')
@minValue(1)
@maxValue(32)
param eventHubPartitions int = 4

@description('Throughput units of Event Hubs at rest.')
@minValue(1)
@maxValue(40)
param eventHubThroughputUnits int = 1

@description('Throughput units to which Event Hubs may grow by itself.')
@minValue(1)
@maxValue(40)
param eventHubMaxThroughputUnits int = 4

@description('Days after which captured events are deleted.')
@minValue(1)
param captureRetentionDays int = 400

@description('Tier of SignalR Service.')
@allowed(['Free_F1', 'Standard_S1', 'Premium_P1'])
param signalrSku string = 'Standard_S1'

@description('Units of SignalR Service; one holds 1,000 connections.')
@minValue(1)
@maxValue(100)
param signalrUnits int = 1

@description('Tier of Front Door.')
@allowed(['Standard_AzureFrontDoor', 'Premium_AzureFrontDoor'])
param frontDoorSku string = 'Standard_AzureFrontDoor'

@description('A host name of your own; empty for the one that Front Door gives.')
param customHostName string = ''

@description('Three zones instead of one, wherever a service knows zones.')
param zoneRedundant bool = false

@description('Whether a copy of the record is kept in the paired region.')
param geoRedundant bool = false

@description('A network of its own, with private endpoints for storage, bus, hub, SignalR and vault. Service Bus must be Premium.')
param privateNetwork bool = false

@description('Address space of that network, at least a /24.')
param networkPrefix string = '10.60.0.0/24'

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Gigabytes of logs a day at most; -1 for no cap.')
param logDailyCapGigabytes int = 5

@description('Days a deleted secret, container or blob can be brought back.')
@minValue(7)
@maxValue(90)
param softDeleteDays int = 30

@description('Sealing key for a vault that has none yet; deploy.sh makes it. Empty leaves the one that is there.')
@secure()
param sealingKey string = ''

@description('Key by which SignalR Service tells the app of connections; deploy.sh makes one with every release it publishes. Empty leaves the one that is there.')
@secure()
param signalrKey string = ''

@description('Names of vault secrets, each the document of one channel account (docs/guides/deploy.md).')
param channelAccounts string[] = []

@description('Names of vault secrets, each the document of one person who may sign in: the first supervisor of a tenant, above all.')
param agents string[] = []

@description('Names of vault secrets, each the document of one directory by which people sign in (docs/guides/sign-in.md).')
param signInProviders string[] = []

@description('Whose duty a second factor is.')
@allowed(['nobody', 'supervisors', 'everyone'])
param secondFactorDuty string = 'nobody'

@description('Who is told of alerts and of the budget.')
param contactEmails string[] = []

@description('Budget a month in the currency of the subscription; 0 for none.')
@minValue(0)
param monthlyBudget int = 0

@description('First day of the budget\'s first month.')
param budgetStart string = utcNow('yyyy-MM-01')

@description('Whether the group is locked against deleting.')
param lockGroup bool = environmentName == 'prod'

var tags = union(extraTags, {
  system: systemName
  environment: environmentName
})
var unique = uniqueString(resourceGroup().id, systemName, environmentName)
var prefix = '${systemName}-${environmentName}'
var compact = '${systemName}${environmentName}'
var taskHubName = 'omni'
var hasScheduler = durableBackend == 'Scheduler'
var otherExists = otherRelease != 'none'
var publicHostName = empty(customHostName) ? edge.outputs.hostName : customHostName
// A private namespace below Premium would be one that nobody reaches.
var busPrivate = privateNetwork && serviceBusTier == 'Premium'

module identity 'modules/identity.bicep' = {
  params: {
    location: location
    name: '${prefix}-app'
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    location: location
    workspaceName: '${prefix}-logs'
    insightsName: '${prefix}-insights'
    retentionDays: logRetentionDays
    dailyCapGigabytes: logDailyCapGigabytes
    appPrincipalId: identity.outputs.principalId
    tags: tags
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  params: {
    location: location
    name: '${prefix}-net'
    addressPrefix: networkPrefix
    hosting: hosting
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    location: location
    hostName: take('${compact}host${unique}', 24)
    dataName: take('${compact}data${unique}', 24)
    webName: take('${compact}web${unique}', 24)
    zoneRedundant: zoneRedundant
    geoRedundant: geoRedundant
    privateOnly: privateNetwork
    captureRetentionDays: captureRetentionDays
    softDeleteDays: softDeleteDays
    appPrincipalId: identity.outputs.principalId
    durableInHostAccount: !hasScheduler
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module serviceBus 'modules/service-bus.bicep' = {
  params: {
    location: location
    name: '${prefix}-bus-${unique}'
    tier: serviceBusTier
    messagingUnits: serviceBusMessagingUnits
    privateOnly: busPrivate
    appPrincipalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module eventHubs 'modules/event-hubs.bicep' = {
  params: {
    location: location
    name: '${prefix}-events-${unique}'
    partitionCount: eventHubPartitions
    throughputUnits: eventHubThroughputUnits
    maxThroughputUnits: eventHubMaxThroughputUnits
    retentionHours: 168
    privateOnly: privateNetwork
    captureAccountId: storage.outputs.dataId
    captureContainer: storage.outputs.captureContainer
    appPrincipalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module edge 'modules/front-door-profile.bicep' = {
  params: {
    name: '${prefix}-edge'
    endpointName: '${prefix}-${unique}'
    sku: frontDoorSku
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module signalr 'modules/signalr.bicep' = {
  params: {
    location: location
    name: '${prefix}-live-${unique}'
    sku: signalrSku
    units: signalrUnits
    allowedOrigins: ['https://${publicHostName}']
    privateOnly: privateNetwork
    appPrincipalId: identity.outputs.principalId
    hubName: 'DeskHub'
    // By the one public name: the app lets nobody else in.
    upstreamUri: 'https://${publicHostName}/runtime/webhooks/signalr'
    vaultName: vault.outputs.name
    upstreamSecretName: vault.outputs.signalrSecretName
    givesUpstreamKey: !empty(signalrKey)
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module durable 'modules/durable.bicep' = if (hasScheduler) {
  params: {
    location: location
    name: '${prefix}-durable-${unique}'
    taskHubName: taskHubName
    sku: schedulerSku
    capacityUnits: schedulerCapacityUnits
    ipAllowlist: schedulerIpAllowlist
    appPrincipalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module vault 'modules/key-vault.bicep' = {
  params: {
    location: location
    name: take('${compact}-${unique}', 24)
    privateOnly: privateNetwork
    softDeleteDays: softDeleteDays
    appPrincipalId: identity.outputs.principalId
    sealingKey: sealingKey
    signalrKey: signalrKey
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

var endpoints = [
  { name: 'host-blob', service: 'storageHost', group: 'blob', zone: 'blob' }
  { name: 'host-queue', service: 'storageHost', group: 'queue', zone: 'queue' }
  { name: 'host-table', service: 'storageHost', group: 'table', zone: 'table' }
  { name: 'data-blob', service: 'storageData', group: 'blob', zone: 'blob' }
  { name: 'data-table', service: 'storageData', group: 'table', zone: 'table' }
  { name: 'events', service: 'eventHubs', group: 'namespace', zone: 'servicebus' }
  { name: 'live', service: 'signalr', group: 'signalr', zone: 'signalr' }
  { name: 'vault', service: 'vault', group: 'vault', zone: 'vault' }
]
var busEndpoint = { name: 'bus', service: 'serviceBus', group: 'namespace', zone: 'servicebus' }
var serviceIds = {
  storageHost: storage.outputs.hostId
  storageData: storage.outputs.dataId
  serviceBus: serviceBus.outputs.id
  eventHubs: eventHubs.outputs.id
  signalr: signalr.outputs.id
  vault: vault.outputs.id
}

module privateEndpoints 'modules/private-endpoint.bicep' = [
  for endpoint in concat(endpoints, busPrivate ? [busEndpoint] : []): if (privateNetwork) {
    name: 'endpoint-${endpoint.name}'
    params: {
      location: location
      name: '${prefix}-${endpoint.name}'
      subnetId: network!.outputs.endpointsSubnetId
      serviceId: serviceIds[endpoint.service]
      groupId: endpoint.group
      zoneId: network!.outputs.zoneIds[endpoint.zone]
      tags: tags
    }
  }
]

// By identity everywhere: no setting holds a key. Names of the connections as the functions have them.
var connectionSettings = {
  ServiceBus__fullyQualifiedNamespace: serviceBus.outputs.fullyQualifiedNamespace
  ServiceBus__credential: 'managedidentity'
  ServiceBus__clientId: identity.outputs.clientId
  EventHub__fullyQualifiedNamespace: eventHubs.outputs.fullyQualifiedNamespace
  EventHub__credential: 'managedidentity'
  EventHub__clientId: identity.outputs.clientId
  Tables__serviceUri: storage.outputs.tablesUri
  AzureSignalRConnectionString__serviceUri: signalr.outputs.serviceUri
  AzureSignalRConnectionString__credential: 'managedidentity'
  AzureSignalRConnectionString__clientId: identity.outputs.clientId
  TASKHUB_NAME: taskHubName
  // The SDK clients that are no trigger's choose this identity.
  AZURE_CLIENT_ID: identity.outputs.clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.outputs.clientId};Authorization=AAD'
}
var durableSettings = hasScheduler
  ? {
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${durable!.outputs.endpoint};Authentication=ManagedIdentity;ClientID=${identity.outputs.clientId}'
    }
  : {
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'AzureStorage'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionName: 'AzureWebJobsStorage'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'AzureWebJobsStorage'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__partitionCount: '8'
    }
var ownSettings = {
  Omni__SealingKey: '@Microsoft.KeyVault(VaultName=${vault.outputs.name};SecretName=${vault.outputs.sealingSecretName})'
  Omni__PublicUrl: 'https://${publicHostName}'
  Omni__AttachmentsContainer: storage.outputs.attachmentsUri
  // Cookies made by one instance are read by all.
  Omni__DataProtectionKeys: 'tables'
  // Front Door and the app's own front end each add an address to X-Forwarded-For.
  Omni__ForwardingProxies: '2'
  Omni__SecondFactorDuty: secondFactorDuty
}
// The name of a setting may hold no hyphen here, and channels have some: each account comes as one document.
var accountSettings = toObject(
  range(0, length(channelAccounts)),
  index => 'Omni__AccountDocuments__${index}',
  index => '@Microsoft.KeyVault(VaultName=${vault.outputs.name};SecretName=${channelAccounts[index]})'
)

var agentSettings = toObject(
  range(0, length(agents)),
  index => 'Omni__AgentDocuments__${index}',
  index => '@Microsoft.KeyVault(VaultName=${vault.outputs.name};SecretName=${agents[index]})'
)

var signInSettings = toObject(
  range(0, length(signInProviders)),
  index => 'Omni__SignInProviders__${index}',
  index => '@Microsoft.KeyVault(VaultName=${vault.outputs.name};SecretName=${signInProviders[index]})'
)

module releases 'modules/functions.bicep' = [
  for release in ['blue', 'green']: if (release == liveRelease || otherExists) {
    name: 'release-${release}'
    params: {
      location: location
      name: '${prefix}-${release}-${unique}'
      hosting: hosting
      elasticSize: elasticSize
      instanceMemoryMiB: instanceMemoryMiB
      maximumInstances: maximumInstances
      alwaysReady: release == liveRelease ? alwaysReady : 0
      zoneRedundant: zoneRedundant
      running: release == liveRelease || otherRelease == 'running'
      identityId: identity.outputs.id
      identityClientId: identity.outputs.clientId
      hostAccountName: last(split(storage.outputs.hostId, '/'))
      packagesUri: storage.outputs.packagesUri
      subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
      frontDoorId: edge.outputs.frontDoorId
      settings: union(connectionSettings, durableSettings, ownSettings, accountSettings, agentSettings, signInSettings)
      durableVersion: release == 'blue' ? blueDurableVersion : greenDurableVersion
      workspaceId: monitoring.outputs.workspaceId
      tags: union(tags, { release: release })
    }
    dependsOn: [privateEndpoints]
  }
]

module routes 'modules/front-door.bicep' = {
  params: {
    profileName: edge.outputs.name
    endpointName: edge.outputs.endpointName
    liveHostName: liveRelease == 'blue' ? releases[0]!.outputs.hostName : releases[1]!.outputs.hostName
    candidateHostName: otherRelease == 'running' ? (liveRelease == 'blue' ? releases[1]!.outputs.hostName : releases[0]!.outputs.hostName) : ''
    candidateShare: otherShare
    webHostName: storage.outputs.webHostName
    signalrHostName: split(signalr.outputs.serviceUri, '/')[2]
    customHostName: customHostName
  }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    location: location
    prefix: prefix
    contactEmails: contactEmails
    serviceBusId: serviceBus.outputs.id
    eventHubsId: eventHubs.outputs.id
    signalrId: signalr.outputs.id
    dataAccountId: storage.outputs.dataId
    insightsId: monitoring.outputs.insightsId
    tags: tags
  }
}

module workbook 'modules/workbook.bicep' = {
  params: {
    location: location
    displayName: 'OmniFunctions ${environmentName}'
    insightsId: monitoring.outputs.insightsId
    serviceBusId: serviceBus.outputs.id
    signalrId: signalr.outputs.id
    dataAccountId: storage.outputs.dataId
    tags: tags
  }
}

module budget 'modules/budget.bicep' = if (monthlyBudget > 0 && !empty(contactEmails)) {
  params: {
    name: '${prefix}-budget'
    amount: max(monthlyBudget, 1)
    startDate: budgetStart
    contactEmails: contactEmails
  }
}

module lock 'modules/lock.bicep' = if (lockGroup) {
  params: {
    name: '${prefix}-keep'
  }
  dependsOn: [routes, alerts, workbook]
}

@description('What people open.')
output url string = 'https://${publicHostName}'

@description('App of the live release.')
output liveApp string = liveRelease == 'blue' ? releases[0]!.outputs.name : releases[1]!.outputs.name

@description('App of the other release; empty when there is none.')
output otherApp string = otherExists ? (liveRelease == 'blue' ? releases[1]!.outputs.name : releases[0]!.outputs.name) : ''

@description('Account that serves the pages.')
output webAccount string = take('${compact}web${unique}', 24)

@description('Account and container that take the packages of an Elastic Premium app.')
output packagesUri string = storage.outputs.packagesUri

@description('Vault of the sealing key and the channels\' secrets.')
output vaultName string = vault.outputs.name

@description('Front Door profile, whose cache a release empties.')
output edgeProfile string = edge.outputs.name

@description('Front Door endpoint.')
output edgeEndpoint string = edge.outputs.endpointName
