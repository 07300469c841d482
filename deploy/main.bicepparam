// What differs from installation to installation. Nothing here is a secret: those stand in the key vault.
using './main.bicep'

param name = 'escalation'

// Empty the first time; afterwards REGISTRY.azurecr.io/escalation-agent:VERSION.
param image = ''

// Entra object ids: az ad user show --id somebody@contoso.com --query id -o tsv
param administrators = []

// A model that drafts as well, asked by the managed identity: https://NAME.openai.azure.com/openai/v1/ and the deployment.
param llmEndpoint = ''
param llmModel = ''
