// The bot itself. Each name of a variable is a setting of docs/for-administrators.md, with __ in place of the colon.
param name string
param location string
param environmentId string
param image string

@description('The registry that is signed in to with the identity; empty for none.')
param registryServer string

param identityId string
param identityClientId string
param botAppId string
param administrators string[]
param allowedTenants string[]
param tableEndpoint string

@description('Where the secrets are; empty where there are none.')
param vaultUri string

param insightsConnectionString string
param llmEndpoint string
param llmModel string
param llmUsesKey bool
param graphEnabled bool
param graphMailSender string
param minReplicas int
param maxReplicas int

var port = 8080
var usesModel = !empty(llmEndpoint)
var usesSecret = !empty(botAppId)

var secretNames = [...(usesSecret ? ['bot-client-secret'] : []), ...(usesModel && llmUsesKey ? ['llm-api-key'] : [])]

// Without a version in the address the newest one is taken, within half an hour of its being put there.
var secrets = [
  for secret in secretNames: {
    name: secret
    keyVaultUrl: '${vaultUri}secrets/${secret}'
    identity: identityId
  }
]

var administratorVariables = [for (person, i) in administrators: { name: 'Teams__Administrators__${i}', value: person }]
var tenantVariables = [for (tenantId, i) in allowedTenants: { name: 'Teams__AllowedTenants__${i}', value: tenantId }]

var variables = [
  // Which of the identities of the container the tables and the model are signed in to with.
  { name: 'AZURE_CLIENT_ID', value: identityClientId }
  { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insightsConnectionString }
  { name: 'Teams__AppId', value: usesSecret ? botAppId : identityClientId }
  { name: 'Teams__TenantId', value: subscription().tenantId }
  // The ingress in front is one address for all.
  { name: 'Teams__ConnectionsPerAddress', value: '2000' }
  { name: 'Storage__Tables__Endpoint', value: tableEndpoint }
  ...(usesSecret
    ? [{ name: 'Teams__ClientSecret', secretRef: 'bot-client-secret' }]
    : [{ name: 'Teams__ManagedIdentity', value: 'true' }])
  ...(usesModel
    ? [
        { name: 'Llm__Endpoint', value: llmEndpoint }
        { name: 'Llm__Model', value: llmModel }
        llmUsesKey ? { name: 'Llm__ApiKey', secretRef: 'llm-api-key' } : { name: 'Llm__Entra', value: 'true' }
      ]
    : [])
  ...(graphEnabled ? [{ name: 'Graph__Enabled', value: 'true' }] : [])
  ...(empty(graphMailSender) ? [] : [{ name: 'Graph__MailSender', value: graphMailSender }])
  ...administratorVariables
  ...tenantVariables
]

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: port
        transport: 'http'
        allowInsecure: false
      }
      registries: empty(registryServer) ? [] : [{ server: registryServer, identity: identityId }]
      secrets: secrets
    }
    template: {
      containers: [
        {
          name: 'agent'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: variables
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/health/live', port: port }
              periodSeconds: 2
              failureThreshold: 30
            }
            {
              type: 'Liveness'
              httpGet: { path: '/health/live', port: port }
              periodSeconds: 10
              failureThreshold: 3
            }
            {
              type: 'Readiness'
              httpGet: { path: '/health/ready', port: port }
              periodSeconds: 10
              timeoutSeconds: 6
              failureThreshold: 3
            }
          ]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [{ name: 'requests', http: { metadata: { concurrentRequests: '50' } } }]
      }
    }
  }
}
