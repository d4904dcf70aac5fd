// The profile and its public address come first: the app lets nobody in but this profile, and the routes need the app.

@description('Name of the profile.')
param name string

@description('Name of the endpoint, the first part of the public address.')
param endpointName string

@description('Tier of the profile.')
@allowed(['Standard_AzureFrontDoor', 'Premium_AzureFrontDoor'])
param sku string

@description('Workspace of the diagnostics.')
param workspaceId string

@description('Tags of the resources.')
param tags object

resource profile 'Microsoft.Cdn/profiles@2025-06-01' = {
  name: name
  location: 'global'
  tags: tags
  sku: { name: sku }
  properties: {
    // Longer than any answer of the app may take (functionTimeout ends a request long before).
    originResponseTimeoutSeconds: 60
    // Addresses and query strings of visitors stay out of the access log.
    logScrubbing: {
      state: 'Enabled'
      scrubbingRules: [
        { matchVariable: 'RequestIPAddress', selectorMatchOperator: 'EqualsAny', state: 'Enabled' }
        { matchVariable: 'QueryStringArgNames', selectorMatchOperator: 'EqualsAny', state: 'Enabled' }
      ]
    }
  }

  resource endpoint 'afdEndpoints' = {
    name: endpointName
    location: 'global'
    tags: tags
    properties: { enabledState: 'Enabled' }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: profile
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id of the profile.')
output id string = profile.id

@description('Name of the profile.')
output name string = profile.name

@description('Id that the profile sends to its origins in X-Azure-FDID.')
output frontDoorId string = profile.properties.frontDoorId

@description('Name of the endpoint.')
output endpointName string = profile::endpoint.name

@description('Public host name.')
output hostName string = profile::endpoint.properties.hostName
