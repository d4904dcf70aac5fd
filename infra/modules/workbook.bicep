// The page ops looks at first: traffic, errors, latency and saturation, and what the alerts watch.

@description('Region of the workbook.')
param location string

@description('Title in the portal.')
param displayName string

@description('Application Insights component that the page asks.')
param insightsId string

@description('Service Bus namespace.')
param serviceBusId string

@description('SignalR Service.')
param signalrId string

@description('Account that holds the record.')
param dataAccountId string

@description('Tags of the resource.')
param tags object

// The page is a document with placeholders, so that it can be edited in the portal and brought back.
var page = replace(
  replace(
    replace(
      replace(loadTextContent('workbook.json'), '{{insights}}', insightsId),
      '{{serviceBus}}',
      serviceBusId
    ),
    '{{signalr}}',
    signalrId
  ),
  '{{dataAccount}}',
  dataAccountId
)

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'ops')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: displayName
    category: 'workbook'
    version: '1.0'
    sourceId: insightsId
    serializedData: page
  }
}

@description('Resource id of the workbook.')
output id string = workbook.id
