// The record: Azure tables, which the bot makes itself, reached by its identity alone.
@minLength(3)
@maxLength(24)
param name string
param location string
param sku string
param isLocked bool

@description('Who reads and writes the tables.')
param principalId string

@description('Its resource, which names the assignment.')
param identityId string

var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, identityId, tableDataContributor)
  scope: account
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', tableDataContributor)
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (isLocked) {
  name: 'the-record'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the record of all escalations.'
  }
  dependsOn: [tables]
}

output name string = account.name
output tableEndpoint string = account.properties.primaryEndpoints.table
