import { createServer } from 'node:http';
import { ChannelValidation, ConnectorClient, SimpleCredentialProvider } from 'botframework-connector';
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';

const issuer = 'https://api.botframework.com';
const kid = 'spec-key';

export const keys = async () => {
  const pair = await generateKeyPair('RS256', { extractable: true });
  const known = { kid, use: 'sig', alg: 'RS256', endorsements: ['msteams'] };
  return { publicKey: { ...(await exportJWK(pair.publicKey)), ...known }, privateKey: { ...(await exportJWK(pair.privateKey)), ...known } };
};

export const sign = async ({ privateKey, appId, serviceUrl, body }) => ({
  headers: {
    Authorization: `Bearer ${await new SignJWT({ serviceurl: serviceUrl })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer(issuer)
      .setAudience(appId)
      .setNotBefore('-1 minute')
      .setExpirationTime('10 minutes')
      .sign(await importJWK(privateKey, 'RS256'))}`,
    'Content-Type': 'application/json',
  },
  body,
});

/** Asks Microsoft's own validation, with our keys in the place of the published ones. */
export const believes = async ({ publicKey, appId, serviceUrl, request }) => {
  const published = createServer((asked, answer) => {
    const address = `http://127.0.0.1:${published.address().port}`;
    answer.setHeader('Content-Type', 'application/json');
    answer.end(JSON.stringify(asked.url === '/keys' ? { keys: [publicKey] } : { issuer, jwks_uri: `${address}/keys`, id_token_signing_alg_values_supported: ['RS256'] }));
  });
  await new Promise((ready) => published.listen(0, '127.0.0.1', ready));
  ChannelValidation.OpenIdMetadataEndpoint = `http://127.0.0.1:${published.address().port}/openid`;
  try {
    await ChannelValidation.authenticateChannelTokenWithServiceUrl(request.headers.Authorization, new SimpleCredentialProvider(appId, ''), serviceUrl, 'msteams');
    return true;
  } catch {
    return false;
  } finally {
    published.close();
    published.closeAllConnections();
  }
};

export const reply = async ({ serviceUrl, token, conversation, activity, text, appId, recipient }) => {
  const credentials = {
    signRequest: async (request) => {
      request.headers.set('Authorization', `Bearer ${token}`);
      return request;
    },
  };
  const answered = await new ConnectorClient(credentials, { baseUri: serviceUrl }).conversations.replyToActivity(conversation, activity, {
    type: 'message',
    textFormat: 'plain',
    text,
    from: { id: `28:${appId}` },
    recipient: { id: recipient },
    conversation: { id: conversation },
    replyToId: activity,
  });
  return answered.id;
};
