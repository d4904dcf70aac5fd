// Two queues with sessions: one sender's messages stay in order on the way in, one conversation's answers on the way out.

@description('Region of the namespace.')
param location string

@description('Name of the namespace.')
param name string

@description('Tier. Sessions and duplicate detection need Standard; private endpoints, zones and steady latency need Premium.')
@allowed(['Standard', 'Premium'])
param tier string

@description('Messaging units of the Premium tier.')
@allowed([1, 2, 4, 8, 16])
param messagingUnits int

@description('Whether the namespace is reached by private endpoints only; needs Premium.')
param privateOnly bool

@description('Deliveries after which a message goes to the dead letters.')
@minValue(1)
@maxValue(2000)
param maxDeliveryCount int = 10

@description('How long a receiver holds a message before another may have it.')
param lockDuration string = 'PT1M'

@description('How far back a message with the same id is dropped.')
param duplicateDetectionWindow string = 'PT10M'

@description('How long a message may wait before it becomes a dead letter.')
param messageTimeToLive string = 'P14D'

@description('Principal of the app, which sends and receives.')
param appPrincipalId string

@description('Workspace of the diagnostics.')
param workspaceId string

@description('Tags of the resources.')
param tags object

var queueNames = ['inbound', 'outbound']
var roles = {
  dataSender: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
  dataReceiver: '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
}

resource bus 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: tier
    tier: tier
    capacity: tier == 'Premium' ? messagingUnits : null
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
    // Premium lies over three zones by itself wherever the region has them.
    premiumMessagingPartitions: tier == 'Premium' ? 1 : null
  }

  resource queues 'queues' = [
    for queue in queueNames: {
      name: queue
      properties: {
        requiresSession: true
        requiresDuplicateDetection: true
        duplicateDetectionHistoryTimeWindow: duplicateDetectionWindow
        deadLetteringOnMessageExpiration: true
        defaultMessageTimeToLive: messageTimeToLive
        lockDuration: lockDuration
        maxDeliveryCount: maxDeliveryCount
        maxSizeInMegabytes: 5120
        enableBatchedOperations: true
        // Partitions would spread one sender's session over brokers that fail apart.
        enablePartitioning: false
      }
    }
  ]
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roles): {
    name: guid(bus.id, appPrincipalId, role.value)
    scope: bus
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: bus
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id of the namespace.')
output id string = bus.id

@description('Host name of the namespace, as a client names it.')
output fullyQualifiedNamespace string = '${bus.name}.servicebus.windows.net'
