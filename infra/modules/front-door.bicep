// One public name: the app's paths go to the release that is live (and a share of them to the one that is to follow), all others to the pages.
// One name also means that the desk's cookie needs no other site.

@description('Name of the profile.')
param profileName string

@description('Name of the endpoint.')
param endpointName string

@description('Host name of the live release.')
param liveHostName string

@description('Host name of the release that is to follow; empty when there is none.')
param candidateHostName string

@description('Percent of requests that go to the release that is to follow.')
@minValue(0)
@maxValue(50)
param candidateShare int

@description('Host name of the static pages.')
param webHostName string

@description('Host name of the SignalR Service, to which the pages may connect.')
param signalrHostName string

@description('A name of your own, for example service.example.com; empty for the one of the endpoint. Its DNS zone stays yours.')
param customHostName string

// The pages keep to their own origin, as they do on one machine; only the SignalR Service is elsewhere.
var contentPolicy = 'default-src \'self\'; script-src \'self\'; style-src \'self\'; img-src \'self\' data: blob:; media-src \'self\' blob:; connect-src \'self\' https://${signalrHostName} wss://${signalrHostName}; object-src \'none\'; base-uri \'none\'; form-action \'self\'; frame-ancestors '
// Compared by a test with the routes of the functions. The last one is the host's own: SignalR Service tells of connections there, with a key.
var appPaths = ['/', '/api/*', '/webhooks/*', '/files/*', '/health/*', '/openapi/*', '/runtime/webhooks/signalr']
// Front Door weighs from 1 to 1000; a share of nothing is an origin that is off.
var candidateOn = !empty(candidateHostName) && candidateShare > 0

resource profile 'Microsoft.Cdn/profiles@2025-06-01' existing = {
  name: profileName

  resource endpoint 'afdEndpoints' existing = {
    name: endpointName
  }
}

resource domain 'Microsoft.Cdn/profiles/customDomains@2025-06-01' = if (!empty(customHostName)) {
  parent: profile
  name: replace(empty(customHostName) ? 'none' : customHostName, '.', '-')
  properties: {
    hostName: customHostName
    tlsSettings: {
      certificateType: 'ManagedCertificate'
      minimumTlsVersion: 'TLS12'
    }
  }
}

resource app 'Microsoft.Cdn/profiles/originGroups@2025-06-01' = {
  parent: profile
  name: 'app'
  properties: {
    sessionAffinityState: 'Disabled'
    healthProbeSettings: {
      probePath: '/health/ready'
      probeProtocol: 'Https'
      probeRequestType: 'GET'
      probeIntervalInSeconds: 30
    }
    loadBalancingSettings: {
      sampleSize: 4
      successfulSamplesRequired: 2
      // Wide enough that the weights decide, not which origin answered a little sooner.
      additionalLatencyInMilliseconds: 1000
    }
  }

  resource live 'origins' = {
    name: 'live'
    properties: {
      hostName: liveHostName
      originHostHeader: liveHostName
      httpsPort: 443
      priority: 1
      weight: candidateOn ? (100 - candidateShare) * 10 : 1000
      enabledState: 'Enabled'
      enforceCertificateNameCheck: true
    }
  }

  resource candidate 'origins' = if (!empty(candidateHostName)) {
    name: 'candidate'
    properties: {
      hostName: candidateHostName
      originHostHeader: candidateHostName
      httpsPort: 443
      priority: 1
      weight: max(candidateShare * 10, 1)
      enabledState: candidateOn ? 'Enabled' : 'Disabled'
      enforceCertificateNameCheck: true
    }
  }
}

resource pages 'Microsoft.Cdn/profiles/originGroups@2025-06-01' = {
  parent: profile
  name: 'pages'
  properties: {
    sessionAffinityState: 'Disabled'
    loadBalancingSettings: {
      sampleSize: 4
      successfulSamplesRequired: 2
      additionalLatencyInMilliseconds: 50
    }
  }

  resource storage 'origins' = {
    name: 'storage'
    properties: {
      hostName: webHostName
      originHostHeader: webHostName
      httpsPort: 443
      priority: 1
      weight: 1000
      enabledState: 'Enabled'
      enforceCertificateNameCheck: true
    }
  }
}

resource pageRules 'Microsoft.Cdn/profiles/ruleSets@2025-06-01' = {
  parent: profile
  name: 'pages'

  resource headers 'rules' = {
    name: 'headers'
    properties: {
      order: 1
      matchProcessingBehavior: 'Continue'
      actions: [
        {
          name: 'ModifyResponseHeader'
          parameters: {
            typeName: 'DeliveryRuleHeaderActionParameters'
            headerAction: 'Overwrite'
            headerName: 'X-Content-Type-Options'
            value: 'nosniff'
          }
        }
        {
          name: 'ModifyResponseHeader'
          parameters: {
            typeName: 'DeliveryRuleHeaderActionParameters'
            headerAction: 'Overwrite'
            headerName: 'Referrer-Policy'
            value: 'strict-origin-when-cross-origin'
          }
        }
        {
          name: 'ModifyResponseHeader'
          parameters: {
            typeName: 'DeliveryRuleHeaderActionParameters'
            headerAction: 'Overwrite'
            headerName: 'Strict-Transport-Security'
            value: 'max-age=31536000'
          }
        }
        {
          name: 'ModifyResponseHeader'
          parameters: {
            typeName: 'DeliveryRuleHeaderActionParameters'
            headerAction: 'Overwrite'
            headerName: 'Cross-Origin-Opener-Policy'
            value: 'same-origin'
          }
        }
      ]
    }
  }

  // The widget is made to stand in the pages of others; nothing else may be framed.
  resource framing 'rules' = [
    for (isWidget, index) in [true, false]: {
      name: isWidget ? 'widget' : 'others'
      properties: {
        order: 3 + index
        matchProcessingBehavior: 'Continue'
        conditions: [
          {
            name: 'UrlPath'
            parameters: {
              typeName: 'DeliveryRuleUrlPathMatchConditionParameters'
              operator: 'BeginsWith'
              matchValues: ['widget']
              negateCondition: !isWidget
              transforms: ['Lowercase']
            }
          }
        ]
        actions: [
          {
            name: 'ModifyResponseHeader'
            parameters: {
              typeName: 'DeliveryRuleHeaderActionParameters'
              headerAction: 'Overwrite'
              headerName: 'Content-Security-Policy'
              value: '${contentPolicy}${isWidget ? '*' : '\'none\''}'
            }
          }
        ]
      }
      dependsOn: [assets]
    }
  ]

  // A file under assets carries a hash of its contents in its name; the pages that name it are asked for anew each time.
  resource assets 'rules' = {
    name: 'assets'
    properties: {
      order: 2
      matchProcessingBehavior: 'Continue'
      conditions: [
        {
          name: 'UrlPath'
          parameters: {
            typeName: 'DeliveryRuleUrlPathMatchConditionParameters'
            operator: 'BeginsWith'
            matchValues: ['assets/']
            negateCondition: false
            transforms: ['Lowercase']
          }
        }
      ]
      actions: [
        {
          name: 'ModifyResponseHeader'
          parameters: {
            typeName: 'DeliveryRuleHeaderActionParameters'
            headerAction: 'Overwrite'
            headerName: 'Cache-Control'
            value: 'public, max-age=31536000, immutable'
          }
        }
      ]
    }
    dependsOn: [headers]
  }
}

resource appRoute 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-06-01' = {
  parent: profile::endpoint
  name: 'app'
  properties: {
    originGroup: { id: app.id }
    patternsToMatch: appPaths
    customDomains: empty(customHostName) ? [] : [{ id: domain.id }]
    supportedProtocols: ['Http', 'Https']
    forwardingProtocol: 'HttpsOnly'
    httpsRedirect: 'Enabled'
    linkToDefaultDomain: 'Enabled'
    enabledState: 'Enabled'
  }
  dependsOn: [app::live, app::candidate]
}

resource pageRoute 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-06-01' = {
  parent: profile::endpoint
  name: 'pages'
  properties: {
    originGroup: { id: pages.id }
    patternsToMatch: ['/*']
    customDomains: empty(customHostName) ? [] : [{ id: domain.id }]
    ruleSets: [{ id: pageRules.id }]
    supportedProtocols: ['Http', 'Https']
    forwardingProtocol: 'HttpsOnly'
    httpsRedirect: 'Enabled'
    linkToDefaultDomain: 'Enabled'
    enabledState: 'Enabled'
    cacheConfiguration: {
      queryStringCachingBehavior: 'IgnoreQueryString'
      compressionSettings: {
        isCompressionEnabled: true
        contentTypesToCompress: ['text/html', 'text/css', 'text/javascript', 'application/javascript', 'application/json', 'image/svg+xml']
      }
    }
  }
  dependsOn: [pages::storage, pageRules::framing]
}
