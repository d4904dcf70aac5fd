// What wakes people, as code. Each alert names the runbook that says what to do.

@description('Region of the log alerts.')
param location string

@description('Prefix of the names.')
param prefix string

@description('Who is told by mail; empty leaves the alerts to be seen in the portal.')
param contactEmails string[]

@description('Service Bus namespace.')
param serviceBusId string

@description('Event Hubs namespace.')
param eventHubsId string

@description('SignalR Service.')
param signalrId string

@description('Account that holds the record.')
param dataAccountId string

@description('Application Insights component, whose tables the log alerts ask.')
param insightsId string

@description('Seconds that a message may have waited before it was taken up.')
@minValue(1)
param maxMessageAgeSeconds int = 60

@description('Missed service targets a minute that are still ordinary.')
@minValue(0)
param maxBreachesPerMinute int = 5

@description('Failed executions in five minutes that are still ordinary.')
@minValue(0)
param maxFailures int = 5

@description('Tags of the resources.')
param tags object

var runbooks = 'docs/runbooks'

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${prefix}-people'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'omni-ops'
    enabled: true
    emailReceivers: [
      for (address, index) in contactEmails: {
        name: 'mail-${index}'
        emailAddress: address
        useCommonAlertSchema: true
      }
    ]
  }
}

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'A message was given up on. See ${runbooks}/dead-letters.md.'
    severity: 1
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead letters'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

// Service Bus has no metric of age. Two alerts stand for it: the age of what was taken up, and a queue that nobody takes from.
resource oldMessages 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${prefix}-message-age'
  location: location
  tags: tags
  properties: {
    displayName: 'Messages wait too long before they are taken up'
    description: 'A message of the queues waited more than ${maxMessageAgeSeconds} s. See ${runbooks}/dead-letters.md.'
    severity: 2
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      allOf: [
        {
          query: 'requests | where isnotnull(customMeasurements.timeSinceEnqueued) | summarize seconds = max(todouble(customMeasurements.timeSinceEnqueued)) / 1000 by name'
          metricMeasureColumn: 'seconds'
          dimensions: [{ name: 'name', operator: 'Include', values: ['*'] }]
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: maxMessageAgeSeconds
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    actions: { actionGroups: [people.id] }
  }
}

resource standingQueue 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-standing-queue'
  location: 'global'
  tags: tags
  properties: {
    description: 'For ten minutes a queue was never empty. See ${runbooks}/dead-letters.md.'
    severity: 1
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'standing messages'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'ActiveMessages'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
          timeAggregation: 'Minimum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource breaches 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${prefix}-service-targets'
  location: location
  tags: tags
  properties: {
    displayName: 'Service targets are missed'
    description: 'More than ${maxBreachesPerMinute} targets a minute were missed.'
    severity: 2
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      allOf: [
        {
          // The sentence is the one that MissedTargets writes; a test compares them.
          query: 'traces | where message startswith "A service target was missed" | summarize missed = count() / 5.0'
          metricMeasureColumn: 'missed'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: maxBreachesPerMinute
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    actions: { actionGroups: [people.id] }
  }
}

resource failures 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${prefix}-failed-functions'
  location: location
  tags: tags
  properties: {
    displayName: 'Functions fail'
    description: 'More than ${maxFailures} executions of a function failed in five minutes.'
    severity: 1
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      allOf: [
        {
          // What a caller did wrong (4xx) is no failure of the function.
          query: 'requests | where success == false and (resultCode !startswith "4") | summarize failed = count() by name'
          metricMeasureColumn: 'failed'
          dimensions: [{ name: 'name', operator: 'Include', values: ['*'] }]
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: maxFailures
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    actions: { actionGroups: [people.id] }
  }
}

resource tokens 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${prefix}-channel-refuses'
  location: location
  tags: tags
  properties: {
    displayName: 'Calls to a channel fail'
    description: 'Calls for one account fail again and again: its token may have expired. See ${runbooks}/channel-token-expired.md.'
    severity: 2
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      allOf: [
        {
          query: 'traces | where message startswith "A call for " or message startswith "Refused a request to " | extend account = extract("(?:for|to) (\\\\S+?):? ", 1, message) | summarize failed = count() by account'
          metricMeasureColumn: 'failed'
          dimensions: [{ name: 'account', operator: 'Include', values: ['*'] }]
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 20
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    actions: { actionGroups: [people.id] }
  }
}

resource busThrottling 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-bus-throttled'
  location: 'global'
  tags: tags
  properties: {
    description: 'Service Bus refuses calls because there are too many: more messaging units, or the Premium tier.'
    severity: 2
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'throttled'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'ThrottledRequests'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource hubThrottling 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-hub-throttled'
  location: 'global'
  tags: tags
  properties: {
    description: 'Event Hubs refuses events because there are too many: more throughput units.'
    severity: 3
    enabled: true
    scopes: [eventHubsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'throttled'
          metricNamespace: 'Microsoft.EventHub/namespaces'
          metricName: 'ThrottledRequests'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource tableThrottling 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-tables-throttled'
  location: 'global'
  tags: tags
  properties: {
    description: 'The tables refuse calls because there are too many.'
    severity: 2
    enabled: true
    scopes: ['${dataAccountId}/tableServices/default']
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'throttled'
          metricNamespace: 'Microsoft.Storage/storageAccounts/tableServices'
          metricName: 'Transactions'
          dimensions: [
            {
              name: 'ResponseType'
              operator: 'Include'
              values: ['ServerBusyError', 'ClientThrottlingError', 'SuccessWithThrottling', 'ClientAccountRequestsThrottlingError']
            }
          ]
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource connections 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-connections'
  location: 'global'
  tags: tags
  properties: {
    description: 'Nine of ten connections that SignalR allows are taken: add units.'
    severity: 2
    enabled: true
    scopes: [signalrId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'taken'
          metricNamespace: 'Microsoft.SignalRService/SignalR'
          metricName: 'ConnectionQuotaUtilization'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 90
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

@description('Resource id of the action group.')
output actionGroupId string = people.id
