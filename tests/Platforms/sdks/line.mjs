import { createHmac } from 'node:crypto';
import { messagingApi, validateSignature } from '@line/bot-sdk';

/** The library only verifies; so what is signed here, it must believe before the door is asked. */
export const sign = ({ channelSecret, body }) => {
  const request = { headers: { 'x-line-signature': createHmac('sha256', channelSecret).update(body).digest('base64'), 'Content-Type': 'application/json' }, body };
  if (!believes({ channelSecret, request })) throw new Error('The library does not believe it.');
  return request;
};

export const believes = ({ channelSecret, request }) => validateSignature(request.body, channelSecret, request.headers['x-line-signature']);

const client = ({ platform, token }) => new messagingApi.MessagingApiClient({ channelAccessToken: token, baseURL: platform });

export const reply = (account) => client(account).replyMessage({ replyToken: account.replyToken, messages: [{ type: 'text', text: account.text }] });

export const push = (account) => client(account).pushMessage({ to: account.to, messages: [{ type: 'text', text: account.text }] }, account.retryKey);
