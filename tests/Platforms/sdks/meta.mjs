// Meta maintains no library for webhooks; the scheme is the one of GitHub, whose library signs and verifies here.
import { sign as signPayload, verify } from '@octokit/webhooks-methods';
import messengerLibrary from 'messaging-api-messenger';
import { WhatsAppAPI } from 'whatsapp-api-js';
import { Text } from 'whatsapp-api-js/messages';

export const sign = async ({ appSecret, body }) => ({
  headers: { 'X-Hub-Signature-256': await signPayload(appSecret, body), 'Content-Type': 'application/json' },
  body,
});

export const believes = ({ appSecret, request }) => verify(appSecret, request.body, request.headers['X-Hub-Signature-256']);

export const send = ({ platform, token, appSecret, phone, to, text }) =>
  new WhatsAppAPI({
    token,
    appSecret,
    v: 'v21.0',
    ponyfill: { fetch: (address, init) => fetch(String(address).replace('https://graph.facebook.com', platform), init), subtle: globalThis.crypto.subtle },
  }).sendMessage(phone, to, new Text(text));

export const sendByMessenger = ({ platform, token, to, text }) =>
  new messengerLibrary.MessengerClient({ accessToken: token, version: '21.0', origin: platform, skipAppSecretProof: true }).sendText(to, text, { messagingType: 'RESPONSE' });
