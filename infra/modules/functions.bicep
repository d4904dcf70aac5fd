// One release of the app with a plan of its own. Two of them stand side by side while a version takes over from the last.

@description('Region of the app.')
param location string

@description('Name of the app.')
param name string

@description('Flex Consumption scales to nothing and is paid by use; Elastic Premium keeps instances warm and is paid by the hour.')
@allowed(['FlexConsumption', 'ElasticPremium'])
param hosting string

@description('Size of an Elastic Premium instance.')
@allowed(['EP1', 'EP2', 'EP3'])
param elasticSize string

@description('Memory of a Flex Consumption instance in MiB.')
@allowed([512, 2048, 4096])
param instanceMemoryMiB int

@description('Instances at most.')
@minValue(1)
@maxValue(1000)
param maximumInstances int

@description('Instances that are always ready for webhooks and the desk.')
@minValue(0)
param alwaysReady int

@description('Three zones instead of one.')
param zoneRedundant bool

@description('Whether the app runs. A release that was replaced is stopped and kept, to go back to.')
param running bool

@description('Resource id of the identity.')
param identityId string

@description('Client id of the identity.')
param identityClientId string

@description('Name of the host\'s storage account.')
param hostAccountName string

@description('Address of the container of packages; each release has a file of its own there.')
param packagesUri string

@description('Subnet for outgoing calls; empty for none.')
param subnetId string

@description('Id of the Front Door profile: nobody else is let in.')
param frontDoorId string

@description('Settings that both releases have in common.')
param settings object

@description('Version that new orchestrations are marked with.')
param durableVersion string

@description('Workspace of the diagnostics.')
param workspaceId string

@description('Tags of the resources.')
param tags object

var flex = hosting == 'FlexConsumption'
var ownSettings = {
  AzureWebJobsStorage__accountName: hostAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  // The older release leaves orchestrations of a newer one alone, so both can serve one task hub.
  AzureFunctionsJobHost__extensions__durableTask__defaultVersion: durableVersion
  AzureFunctionsJobHost__extensions__durableTask__versionMatchStrategy: 'CurrentOrOlder'
  AzureFunctionsJobHost__extensions__durableTask__versionFailureStrategy: 'Reject'
}
// Flex Consumption knows runtime and package from functionAppConfig and refuses these.
var elasticSettings = flex
  ? {}
  : {
      FUNCTIONS_EXTENSION_VERSION: '~4'
      FUNCTIONS_WORKER_RUNTIME: 'dotnet-isolated'
      WEBSITE_RUN_FROM_PACKAGE: '${packagesUri}/${name}.zip'
      WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID: identityId
    }

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: flex ? 'functionapp' : 'elastic'
  sku: flex
    ? {
        tier: 'FlexConsumption'
        name: 'FC1'
      }
    : {
        tier: 'ElasticPremium'
        name: elasticSize
      }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
    maximumElasticWorkerCount: flex ? null : min(maximumInstances, 100)
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    enabled: running
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    outboundVnetRouting: empty(subnetId) ? null : { allTraffic: true }
    functionAppConfig: flex
      ? {
          deployment: {
            storage: {
              type: 'blobContainer'
              value: packagesUri
              authentication: {
                type: 'UserAssignedIdentity'
                userAssignedIdentityResourceId: identityId
              }
            }
          }
          runtime: {
            name: 'dotnet-isolated'
            version: '10.0'
          }
          scaleAndConcurrency: {
            maximumInstanceCount: max(maximumInstances, 40)
            instanceMemoryMB: instanceMemoryMiB
            alwaysReady: alwaysReady > 0
              ? [
                  { name: 'http', instanceCount: alwaysReady }
                  { name: 'durable', instanceCount: alwaysReady }
                ]
              : []
          }
        }
      : null
    siteConfig: {
      linuxFxVersion: flex ? null : 'DOTNET-ISOLATED|10.0'
      minimumElasticInstanceCount: flex ? null : max(alwaysReady, zoneRedundant ? 3 : 1)
      functionAppScaleLimit: flex ? null : maximumInstances
      http20Enabled: true
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      healthCheckPath: flex ? null : '/health/ready'
      // Only this Front Door profile; the service tag alone would let every other customer's profile in.
      ipSecurityRestrictionsDefaultAction: 'Deny'
      ipSecurityRestrictions: [
        {
          name: 'front-door'
          priority: 100
          action: 'Allow'
          tag: 'ServiceTag'
          ipAddress: 'AzureFrontDoor.Backend'
          headers: { 'x-azure-fdid': [frontDoorId] }
        }
      ]
      scmIpSecurityRestrictionsUseMain: false
    }
  }

  resource ftpPassword 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scmPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(settings, ownSettings, elasticSettings)
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id of the app.')
output id string = app.id

@description('Name of the app.')
output name string = app.name

@description('Host name of the app.')
output hostName string = app.properties.defaultHostName
