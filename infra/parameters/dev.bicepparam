using '../main.bicep'

// Small and paid by use: what a developer or a demonstration needs. Nothing is kept twice.
param environmentName = 'dev'
param alwaysReady = 0
param durableBackend = 'Storage'
param serviceBusTier = 'Standard'
param eventHubPartitions = 4
param eventHubThroughputUnits = 1
param eventHubMaxThroughputUnits = 1
param captureRetentionDays = 31
param signalrSku = 'Free_F1'
param signalrUnits = 1
param logRetentionDays = 30
param logDailyCapGigabytes = 1
param softDeleteDays = 7
param lockGroup = false

// deploy.sh sets it for a vault that has none yet; without it the one that is there stays.
param sealingKey = readEnvironmentVariable('OMNI_SEALING_KEY', '')

// deploy.sh makes one with each release it publishes; without it the one that is there stays.
param signalrKey = readEnvironmentVariable('OMNI_SIGNALR_KEY', '')
