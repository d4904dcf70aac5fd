// One private address of one service, with its name in the private zone.

@description('Region of the endpoint.')
param location string

@description('Name of the endpoint.')
param name string

@description('Subnet that holds the endpoint.')
param subnetId string

@description('Resource id of the service.')
param serviceId string

@description('Part of the service: blob, queue, table, namespace, signalr or vault.')
param groupId string

@description('Private zone that names it.')
param zoneId string

@description('Tags of the resource.')
param tags object

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    customNetworkInterfaceName: '${name}-nic'
    privateLinkServiceConnections: [
      {
        name: groupId
        properties: {
          privateLinkServiceId: serviceId
          groupIds: [groupId]
        }
      }
    ]
  }

  resource zone 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: groupId
          properties: { privateDnsZoneId: zoneId }
        }
      ]
    }
  }
}
