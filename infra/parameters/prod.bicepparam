using '../main.bicep'

// Three zones, a copy of the record in the paired region, private addresses, a lock.
param environmentName = 'prod'
param hosting = 'FlexConsumption'
param instanceMemoryMiB = 2048
param maximumInstances = 100
param alwaysReady = 3
param durableBackend = 'Scheduler'
param schedulerSku = 'Dedicated'
param schedulerCapacityUnits = 3
param serviceBusTier = 'Premium'
param serviceBusMessagingUnits = 1
param eventHubPartitions = 16
param eventHubThroughputUnits = 2
param eventHubMaxThroughputUnits = 10
param captureRetentionDays = 400
param signalrSku = 'Premium_P1'
param signalrUnits = 2
param frontDoorSku = 'Standard_AzureFrontDoor'
param zoneRedundant = true
param geoRedundant = true
param privateNetwork = true
param logRetentionDays = 90
param logDailyCapGigabytes = 20
param softDeleteDays = 90
param lockGroup = true

// Yours: who is told, from which amount, and from which month on.
param contactEmails = []
param monthlyBudget = 0

// deploy.sh sets it for a vault that has none yet; without it the one that is there stays.
param sealingKey = readEnvironmentVariable('OMNI_SEALING_KEY', '')

// deploy.sh makes one with each release it publishes; without it the one that is there stays.
param signalrKey = readEnvironmentVariable('OMNI_SIGNALR_KEY', '')
