// Everything that the bot needs in one resource group. Deployed twice: first without an image, then with the one that was pushed to
// the registry which the first time has made. docs/deploy.md goes through it step by step.
targetScope = 'resourceGroup'

@description('Begins the names of all resources: lower-case letters and digits.')
@minLength(3)
@maxLength(11)
param name string = 'escalation'

@description('Where everything but the registration of the bot stands.')
param location string = resourceGroup().location

@description('The image, such as REGISTRY.azurecr.io/escalation-agent:1.0.0. Empty: everything but the container app.')
param image string = ''

@description('Make a registry for the image. False where the image comes from one that needs no sign-in.')
param withRegistry bool = true

@description('The client id of a single-tenant app registration that the bot is. Empty: the bot is the managed identity, and needs no secret.')
param botAppId string = ''

@description('Entra object ids of those who administer the bot (Teams:Administrators). Empty: whoever installs it first.')
param administrators string[] = []

@description('Ids of the tenants whose people may use it (Teams:AllowedTenants). Empty: this tenant.')
param allowedTenants string[] = []

@description('The base address of a model (Llm:Endpoint). Empty: the offline writer alone.')
param llmEndpoint string = ''

@description('The model or deployment (Llm:Model).')
param llmModel string = ''

@description('True for a model that is asked with a key, which stands in the key vault as llm-api-key. False: the managed identity signs in.')
param llmUsesKey bool = false

@description('Ask Microsoft Graph about managers and presence (Graph:Enabled). The permissions are given by hand.')
param graphEnabled bool = false

@description('The mailbox that mail is sent from (Graph:MailSender). Empty: no mail.')
param graphMailSender string = ''

@description('Replicas at least: with none nobody would watch the deadlines.')
@minValue(1)
@maxValue(10)
param minReplicas int = 1

@description('Replicas at most.')
@minValue(1)
@maxValue(30)
param maxReplicas int = 3

@description('How the store is replicated.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS', 'Standard_RAGRS', 'Standard_RAGZRS'])
param storageSku string = 'Standard_ZRS'

@description('Keep the storage account from being deleted until the lock is taken off.')
param lockStorage bool = true

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('GB of logs a day at most; what is above is dropped until the next day.')
@minValue(1)
param logDailyQuotaGb int = 1

@description('The plan of the Azure Bot: messages in Teams cost nothing in either.')
@allowed(['F0', 'S1'])
param botSku string = 'F0'

// Storage, vault and registry have names that nobody else in Azure may have.
var unique = toLower('${name}${uniqueString(resourceGroup().id)}')
var appName = '${name}-agent'
var needsVault = llmUsesKey || !empty(botAppId)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
}

module observability 'modules/observability.bicep' = {
  params: {
    name: name
    location: location
    retentionDays: logRetentionDays
    dailyQuotaGb: logDailyQuotaGb
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    name: unique
    location: location
    sku: storageSku
    isLocked: lockStorage
    principalId: identity.properties.principalId
    identityId: identity.id
  }
}

module vault 'modules/vault.bicep' = if (needsVault) {
  params: {
    name: unique
    location: location
    principalId: identity.properties.principalId
    identityId: identity.id
  }
}

module registry 'modules/registry.bicep' = if (withRegistry) {
  params: {
    name: unique
    location: location
    principalId: identity.properties.principalId
    identityId: identity.id
  }
}

module environment 'modules/environment.bicep' = {
  params: {
    name: name
    location: location
    workspaceId: observability.outputs.workspaceId
  }
}

module app 'modules/app.bicep' = if (!empty(image)) {
  params: {
    name: appName
    location: location
    environmentId: environment.outputs.id
    image: image
    registryServer: registry.?outputs.server ?? ''
    identityId: identity.id
    identityClientId: identity.properties.clientId
    botAppId: botAppId
    administrators: administrators
    allowedTenants: allowedTenants
    tableEndpoint: storage.outputs.tableEndpoint
    vaultUri: vault.?outputs.uri ?? ''
    insightsConnectionString: observability.outputs.connectionString
    llmEndpoint: llmEndpoint
    llmModel: llmModel
    llmUsesKey: llmUsesKey
    graphEnabled: graphEnabled
    graphMailSender: graphMailSender
    minReplicas: minReplicas
    maxReplicas: maxReplicas
  }
}

module bot 'modules/bot.bicep' = {
  params: {
    name: '${name}-bot'
    appId: empty(botAppId) ? identity.properties.clientId : botAppId
    identityId: empty(botAppId) ? identity.id : ''
    domain: '${appName}.${environment.outputs.domain}'
    sku: botSku
  }
}

@description('The bot: --bot-id of package, Teams:AppId.')
output botId string = empty(botAppId) ? identity.properties.clientId : botAppId

@description('The host that Teams reaches the bot at: --domain of package.')
output domain string = '${appName}.${environment.outputs.domain}'

@description('The container app.')
output appName string = appName

@description('The registry that the image is pushed to; empty without one.')
output registryName string = registry.?outputs.name ?? ''

@description('The key vault that secrets are put into; empty where none is needed.')
output vaultName string = vault.?outputs.name ?? ''

@description('The storage account.')
output storageName string = storage.outputs.name

@description('The object id of the managed identity, for roles that are given by hand.')
output identityPrincipalId string = identity.properties.principalId
