import '@shopify/shopify-api/adapters/node';
import { randomUUID } from 'node:crypto';
import { ApiVersion, shopifyApi } from '@shopify/shopify-api';
import { createSHA256HMAC, HashFormat } from '@shopify/shopify-api/runtime';

export const sign = async ({ secret, shop, topic, body }) => ({
  headers: {
    'X-Shopify-Hmac-Sha256': await createSHA256HMAC(secret, body, HashFormat.Base64),
    'X-Shopify-Topic': topic,
    'X-Shopify-Shop-Domain': shop,
    'X-Shopify-API-Version': '2025-01',
    'X-Shopify-Webhook-Id': randomUUID(),
    'X-Shopify-Triggered-At': new Date().toISOString(),
    'Content-Type': 'application/json',
  },
  body,
});

export const believes = async ({ secret, request }) => {
  const shopify = shopifyApi({
    apiKey: 'key-not-a-secret',
    apiSecretKey: secret,
    apiVersion: Object.values(ApiVersion)[0],
    isEmbeddedApp: false,
    hostName: 'omni.example',
    logger: { log: () => {} },
  });
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  return (await shopify.webhooks.validate({ rawBody: request.body, rawRequest: { method: 'POST', url: '/webhooks', headers }, rawResponse: {} })).valid;
};
