using '../main.bicep'

// The parts of production, in one zone and in the smallest size: releases and load are tried here.
param environmentName = 'test'
param alwaysReady = 1
param durableBackend = 'Scheduler'
param schedulerSku = 'Consumption'
param serviceBusTier = 'Standard'
param eventHubPartitions = 4
param eventHubThroughputUnits = 1
param eventHubMaxThroughputUnits = 4
param captureRetentionDays = 31
param signalrSku = 'Standard_S1'
param signalrUnits = 1
param logRetentionDays = 30
param logDailyCapGigabytes = 5
param softDeleteDays = 7
param lockGroup = false

// deploy.sh sets it for a vault that has none yet; without it the one that is there stays.
param sealingKey = readEnvironmentVariable('OMNI_SEALING_KEY', '')

// deploy.sh makes one with each release it publishes; without it the one that is there stays.
param signalrKey = readEnvironmentVariable('OMNI_SIGNALR_KEY', '')
