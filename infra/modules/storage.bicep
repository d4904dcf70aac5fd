// Three accounts, because they fail, grow and are opened apart: the host's own (packages, leases, checkpoints), the record (tables, captured
// events) and the web client (public pages, nothing else).

@description('Region of the accounts.')
param location string

@description('Name of the account of the Functions host.')
@maxLength(24)
param hostName string

@description('Name of the account that holds the record.')
@maxLength(24)
param dataName string

@description('Name of the account that serves the web client.')
@maxLength(24)
param webName string

@description('Three zones instead of one.')
param zoneRedundant bool

@description('Whether a copy of the record is kept in the paired region, too (RA-GRS or RA-GZRS).')
param geoRedundant bool

@description('Whether host and record are reached by private endpoints only.')
param privateOnly bool

@description('Days after which captured events are deleted.')
@minValue(1)
param captureRetentionDays int

@description('Days a deleted blob can be brought back.')
@minValue(1)
@maxValue(365)
param softDeleteDays int

@description('Principal of the app, which reads and writes the host account and the tables.')
param appPrincipalId string

@description('Whether the host account also carries the durable task hub (queues, blobs, tables).')
param durableInHostAccount bool

@description('Workspace of the diagnostics.')
param workspaceId string

@description('Tags of the resources.')
param tags object

var roles = {
  blobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  blobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  queueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}
// The host keeps leases and checkpoints in blobs and its diagnostics in tables; only the task hub needs queues.
var hostRoles = concat([roles.blobDataOwner, roles.tableDataContributor], durableInHostAccount ? [roles.queueDataContributor] : [])
var packagesContainer = 'packages'
var captureContainer = 'insights-capture'
var attachmentsContainer = 'attachments'
// Everything in these tables begins with the tenant. The app makes what is missing; made here, a first start waits for nothing.
var tableNames = [
  'Conversations'
  'Holders'
  'People'
  'Policies'
  'AccessTokens'
  'Agents'
  'Attendance'
  'PresenceRequests'
  'Attachments'
  'ChannelAccounts'
  'PublishedKeys'
  'Pulls'
  'HeldSends'
  'Visits'
  'Phrases'
  'Macros'
  'Drafts'
  'SavedViews'
  'Viewers'
  'CookieKeys'
  'Sessions'
  'LiveConnections'
  'SecondFactors'
  'SignInLinks'
  'SpentProofs'
  'Figures'
]
var closed = {
  accessTier: 'Hot'
  allowBlobPublicAccess: false
  allowCrossTenantReplication: false
  allowSharedKeyAccess: false
  defaultToOAuthAuthentication: true
  minimumTlsVersion: 'TLS1_2'
  supportsHttpsTrafficOnly: true
  publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
  networkAcls: {
    bypass: 'AzureServices'
    defaultAction: privateOnly ? 'Deny' : 'Allow'
  }
}

resource host 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  name: hostName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: closed

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: softDeleteDays }
      containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    }

    resource packages 'containers' = {
      name: packagesContainer
      properties: { publicAccess: 'None' }
    }
  }

  // Where the storage provider keeps durable lives; empty with a scheduler.
  resource queueService 'queueServices' = {
    name: 'default'
  }

  resource tableService 'tableServices' = {
    name: 'default'
  }
}

resource data 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  name: dataName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: geoRedundant
      ? (zoneRedundant ? 'Standard_RAGZRS' : 'Standard_RAGRS')
      : (zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS')
  }
  properties: closed

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: softDeleteDays }
      containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    }

    resource capture 'containers' = {
      name: captureContainer
      properties: { publicAccess: 'None' }
    }

    resource attachments 'containers' = {
      name: attachmentsContainer
      properties: { publicAccess: 'None' }
    }
  }

  resource tableService 'tableServices' = {
    name: 'default'

    resource tables 'tables' = [
      for table in tableNames: {
        name: table
      }
    ]
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'captured-events-end'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: {
                blobTypes: ['blockBlob']
                prefixMatch: [captureContainer]
              }
              actions: {
                baseBlob: {
                  tierToCool: { daysAfterModificationGreaterThan: 30 }
                  delete: { daysAfterModificationGreaterThan: max(captureRetentionDays, 31) }
                }
              }
            }
          }
        ]
      }
    }
    dependsOn: [blobs]
  }
}

resource web 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  name: webName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    // The pages are public and come through Front Door; nothing in this account is a secret, and nobody writes to it but a release.
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      staticWebsite: {
        enabled: true
        indexDocument: 'index.html'
      }
    }
  }
}

resource hostAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in hostRoles: {
    name: guid(host.id, appPrincipalId, role)
    scope: host
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

resource tableAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(data.id, appPrincipalId, roles.tableDataContributor)
  scope: data
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.tableDataContributor)
  }
}

// What customers and agents send lies sealed in one container; the captured events beside it are not the app's to read.
resource attachmentAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(data::blobs::attachments.id, appPrincipalId, roles.blobDataContributor)
  scope: data::blobs::attachments
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDataContributor)
  }
}

resource tableDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: data::tableService
  properties: {
    workspaceId: workspaceId
    // Reads are counted by the metrics; a line for each would cost more than the read.
    logs: [
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource dataBlobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: data::blobs
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource hostBlobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: host::blobs
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource hostQueueDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: host::queueService
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource hostTableDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: host::tableService
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource webBlobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: web::blobs
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageWrite', enabled: true }, { category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

@description('Resource id of the host account.')
output hostId string = host.id

@description('Address of the container that holds the published packages.')
output packagesUri string = '${host.properties.primaryEndpoints.blob}${packagesContainer}'

@description('Resource id of the account that holds the record.')
output dataId string = data.id

@description('Address of the tables.')
output tablesUri string = data.properties.primaryEndpoints.table

@description('Address of the container that holds what customers and agents send.')
output attachmentsUri string = '${data.properties.primaryEndpoints.blob}${attachmentsContainer}'

@description('Container that receives captured events.')
output captureContainer string = captureContainer

@description('Host name of the static pages.')
output webHostName string = split(web.properties.primaryEndpoints.web, '/')[2]
