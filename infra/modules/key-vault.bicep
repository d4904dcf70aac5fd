// The sealing key and the channels' secrets. The app reads them through references in its settings and never lists them.

@description('Region of the vault.')
param location string

@description('Name of the vault.')
@minLength(3)
@maxLength(24)
param name string

@description('Whether the vault is reached by private endpoints only.')
param privateOnly bool

@description('Days a deleted vault or secret can be brought back. Fixed at creation.')
@minValue(7)
@maxValue(90)
param softDeleteDays int

@description('Principal of the app, which reads secrets.')
param appPrincipalId string

@description('Sealing key for a vault that has none yet; empty leaves the one it has. A new value would leave every stored message unreadable.')
@secure()
param sealingKey string

@description('Key by which SignalR Service tells the app of connections; empty leaves the one that is there. deploy.sh gives the same to the app.')
@secure()
param signalrKey string

@description('Workspace of the diagnostics.')
param workspaceId string

@description('Tags of the resources.')
param tags object

var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var sealingSecretName = 'sealing-key'
var signalrSecretName = 'signalr-upstream-key'

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: softDeleteDays
    // Whoever purges the sealing key purges every message.
    enablePurgeProtection: true
    publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: privateOnly ? 'Deny' : 'Allow'
    }
  }
}

resource sealing 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = if (!empty(sealingKey)) {
  parent: vault
  name: sealingSecretName
  properties: {
    value: sealingKey
    contentType: 'base64, 32 bytes'
  }
}

resource signalr 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = if (!empty(signalrKey)) {
  parent: vault
  name: signalrSecretName
  properties: {
    value: signalrKey
    contentType: 'hexadecimal, 32 bytes'
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, appPrincipalId, keyVaultSecretsUser)
  scope: vault
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id of the vault.')
output id string = vault.id

@description('Name of the vault.')
output name string = vault.name

@description('Name of the secret that holds the sealing key.')
output sealingSecretName string = sealingSecretName

@description('Name of the secret that holds the key of SignalR Service\'s upstream.')
output signalrSecretName string = signalrSecretName
