// The app's identity exists before the app, so that every role is granted before the first start asks for it.

@description('Region of the identity.')
param location string

@description('Name of the user-assigned identity.')
param name string

@description('Tags of the resource.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id, as an app names its identity.')
output id string = identity.id

@description('Principal, as a role assignment names it.')
output principalId string = identity.properties.principalId

@description('Client id, as the SDKs choose one identity of several.')
output clientId string = identity.properties.clientId
