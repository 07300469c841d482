// The registration through which Teams reaches the bot.
param name string

@description('The client id of the managed identity, or of the app registration.')
param appId string

@description('The managed identity that the bot is; empty for an app registration.')
param identityId string

@description('The host of the container app.')
param domain string

param sku string

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  sku: { name: sku }
  properties: {
    displayName: 'Escalation Agent'
    endpoint: 'https://${domain}/api/messages'
    msaAppId: appId
    msaAppTenantId: subscription().tenantId
    msaAppType: empty(identityId) ? 'SingleTenant' : 'UserAssignedMSI'
    msaAppMSIResourceId: empty(identityId) ? null : identityId
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: { isEnabled: true }
  }
}
