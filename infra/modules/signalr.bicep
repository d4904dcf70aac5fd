// Tells desks and widgets that there is something new. It holds nothing; a page that missed a push asks over HTTP.

@description('Region of the service.')
param location string

@description('Name of the service.')
param name string

@description('Tier. Free ends at 20 connections, Standard lacks zones.')
@allowed(['Free_F1', 'Standard_S1', 'Premium_P1'])
param sku string

@description('Units; one holds 1,000 connections.')
@minValue(1)
@maxValue(100)
param units int

@description('Origins whose pages may connect.')
param allowedOrigins string[]

@description('Whether servers reach it by private endpoints only. Browsers connect from outside either way.')
param privateOnly bool

@description('Principal of the app, which negotiates and pushes.')
param appPrincipalId string

@description('Hub whose connections the app is told of.')
param hubName string

@description('Address at which the app is told of connections that open and close, without the key.')
param upstreamUri string

@description('Vault with the key of that address.')
param vaultName string

@description('Name of the secret that holds it.')
param upstreamSecretName string

@description('Whether this deployment gives the vault that secret, and so the right to read it. What an earlier one gave stays.')
param givesUpstreamKey bool

@description('Workspace of the diagnostics.')
param workspaceId string

@description('Tags of the resources.')
param tags object

var roles = {
  appServer: '420fcaa2-552c-430f-98ca-3264be4806c7'
  restApiOwner: 'fd53cd77-2268-407a-8f46-7e7863d0f521'
}
var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: vaultName

  resource secret 'secrets' existing = {
    name: upstreamSecretName
  }
}

resource signalr 'Microsoft.SignalRService/signalR@2024-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'SignalR'
  // Reads the one secret of its upstream, and nothing else.
  identity: { type: 'SystemAssigned' }
  sku: {
    name: sku
    capacity: units
  }
  properties: {
    features: [
      { flag: 'ServiceMode', value: 'Serverless' }
      { flag: 'EnableConnectivityLogs', value: 'True' }
      // Contents never travel here, but a line a push is a bill.
      { flag: 'EnableMessagingLogs', value: 'False' }
    ]
    cors: { allowedOrigins: allowedOrigins }
    // Connections that open and close, so that those of someone who was disabled are closed. No page calls the server through its connection.
    upstream: {
      templates: [
        {
          hubPattern: hubName
          categoryPattern: 'connections'
          eventPattern: 'connected,disconnected'
          urlTemplate: '${upstreamUri}?code={@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/${upstreamSecretName})}'
          auth: { type: 'None' }
        }
      ]
    }
    disableLocalAuth: true
    disableAadAuth: false
    tls: { clientCertEnabled: false }
    publicNetworkAccess: 'Enabled'
    // The free tier knows no rules for networks.
    networkACLs: sku == 'Free_F1'
      ? null
      : {
          defaultAction: 'Deny'
          publicNetwork: { allow: privateOnly ? ['ClientConnection'] : ['ClientConnection', 'ServerConnection', 'RESTAPI'] }
        }
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roles): {
    name: guid(signalr.id, appPrincipalId, role.value)
    scope: signalr
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
    }
  }
]

resource readsKey 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (givesUpstreamKey) {
  name: guid(vault::secret.id, signalr.id, keyVaultSecretsUser)
  scope: vault::secret
  properties: {
    principalId: signalr.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
  }
}

// A vault that is reached from its own network only is reached so; deploy.sh agrees to it in the vault's name.
resource toVault 'Microsoft.SignalRService/signalR/sharedPrivateLinkResources@2024-03-01' = if (privateOnly) {
  parent: signalr
  name: 'vault'
  properties: {
    groupId: 'vault'
    privateLinkResourceId: vault.id
    requestMessage: 'The live service reads the key of its upstream.'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: signalr
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id of the service.')
output id string = signalr.id

@description('Address of the service.')
output serviceUri string = 'https://${signalr.properties.hostName}'
