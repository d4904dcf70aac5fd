// The scheduler that keeps the lives of the conversations: one hub, shared by the running release and the one that comes after it.

@description('Region of the scheduler.')
param location string

@description('Name of the scheduler.')
@minLength(3)
@maxLength(64)
param name string

@description('Name of the task hub.')
param taskHubName string

@description('Consumption is paid by the action, Dedicated by the capacity unit.')
@allowed(['Consumption', 'Dedicated'])
param sku string

@description('Capacity units of the Dedicated tier; three lie over three zones.')
@minValue(1)
@maxValue(3)
param capacityUnits int

@description('Networks that may call the scheduler. Every caller needs a role as well.')
param ipAllowlist string[]

@description('Principal of the app, which starts, runs and asks.')
param appPrincipalId string

@description('Workspace of the diagnostics.')
param workspaceId string

@description('Tags of the resources.')
param tags object

var durableTaskDataContributor = '0ad04412-c4d5-4796-b79c-f76d14c8d402'

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    ipAllowlist: ipAllowlist
    publicNetworkAccess: 'Enabled'
    sku: {
      name: sku
      capacity: sku == 'Dedicated' ? capacityUnits : null
    }
  }

  resource hub 'taskHubs' = {
    name: taskHubName
    properties: {}
  }

  // A life that ended is in the log. Its durable history serves diagnosis for a while and is then dropped.
  resource retention 'retentionPolicies' = {
    name: 'default'
    properties: {
      retentionPolicies: [
        { orchestrationState: 'Completed', retentionPeriodInDays: 7 }
        { orchestrationState: 'Terminated', retentionPeriodInDays: 7 }
        { orchestrationState: 'Failed', retentionPeriodInDays: 30 }
      ]
    }
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(scheduler::hub.id, appPrincipalId, durableTaskDataContributor)
  scope: scheduler::hub
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', durableTaskDataContributor)
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: scheduler
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Address of the scheduler.')
output endpoint string = scheduler.properties.endpoint

@description('Resource id of the scheduler.')
output id string = scheduler.id
