// Every event of every conversation, for the figures; captured to blobs, so that figures can be made anew from a day nobody kept.

@description('Region of the namespace.')
param location string

@description('Name of the namespace.')
param name string

@description('Partitions of the hub. Fixed once it holds events.')
@minValue(1)
@maxValue(32)
param partitionCount int

@description('Throughput units at rest.')
@minValue(1)
@maxValue(40)
param throughputUnits int

@description('Throughput units to which the namespace may grow by itself.')
@minValue(1)
@maxValue(40)
param maxThroughputUnits int

@description('Hours that events stay readable. Standard keeps seven days at most.')
@minValue(1)
@maxValue(168)
param retentionHours int

@description('Whether the namespace is reached by private endpoints only.')
param privateOnly bool

@description('Account that receives captured events.')
param captureAccountId string

@description('Container that receives captured events.')
param captureContainer string

@description('Principal of the app, which sends and receives.')
param appPrincipalId string

@description('Workspace of the diagnostics.')
param workspaceId string

@description('Tags of the resources.')
param tags object

var hubName = 'insights'
// The figures read with the group every hub has. Whoever reads the same events for something else gets a group of their own here.
var consumerGroups = ['export']
var roles = {
  dataSender: '2b629674-e913-4c01-ae53-ef4638d8f975'
  dataReceiver: 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde'
}
var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

resource namespace 'Microsoft.EventHub/namespaces@2026-01-01' = {
  name: name
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  sku: {
    name: 'Standard'
    tier: 'Standard'
    capacity: throughputUnits
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
    isAutoInflateEnabled: maxThroughputUnits > throughputUnits
    maximumThroughputUnits: maxThroughputUnits > throughputUnits ? maxThroughputUnits : 0
  }
}

resource captureAccount 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: last(split(captureAccountId, '/'))
}

resource captureAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(captureAccountId, name, storageBlobDataContributor)
  scope: captureAccount
  properties: {
    principalId: namespace.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
  }
}

resource hub 'Microsoft.EventHub/namespaces/eventhubs@2026-01-01' = {
  parent: namespace
  name: hubName
  properties: {
    partitionCount: partitionCount
    retentionDescription: {
      cleanupPolicy: 'Delete'
      retentionTimeInHours: retentionHours
    }
    captureDescription: {
      enabled: true
      encoding: 'Avro'
      intervalInSeconds: 300
      sizeLimitInBytes: 314572800
      skipEmptyArchives: true
      destination: {
        name: 'EventHubArchive.AzureBlockBlob'
        identity: { type: 'SystemAssigned' }
        properties: {
          storageAccountResourceId: captureAccountId
          blobContainer: captureContainer
          archiveNameFormat: '{Namespace}/{EventHub}/{PartitionId}/{Year}/{Month}/{Day}/{Hour}/{Minute}/{Second}'
        }
      }
    }
  }
  dependsOn: [captureAccess]

  resource groups 'consumergroups' = [
    for group in consumerGroups: {
      name: group
    }
  ]
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roles): {
    name: guid(namespace.id, appPrincipalId, role.value)
    scope: namespace
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: namespace
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id of the namespace.')
output id string = namespace.id

@description('Host name of the namespace, as a client names it.')
output fullyQualifiedNamespace string = '${namespace.name}.servicebus.windows.net'
