import { createHmac } from 'node:crypto';
import { verifySlackRequest } from '@slack/bolt';
import { WebClient } from '@slack/web-api';

/** Bolt only verifies; so what is signed here, it must believe before the door is asked. */
export const sign = ({ signingSecret, body }) => {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers = {
    'X-Slack-Request-Timestamp': timestamp,
    'X-Slack-Signature': `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
    'Content-Type': 'application/json',
  };
  const request = { headers, body };
  if (!believes({ signingSecret, request })) throw new Error('Bolt does not believe it.');
  return request;
};

export const believes = ({ signingSecret, request }) => {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  try {
    verifySlackRequest({
      signingSecret,
      body: request.body,
      headers: { 'x-slack-signature': headers['x-slack-signature'], 'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']) },
    });
    return true;
  } catch {
    return false;
  }
};

export const send = async ({ platform, token, channel, text, thread }) =>
  (await new WebClient(token, { slackApiUrl: `${platform}/`, retryConfig: { retries: 0 } }).chat.postMessage({ channel, text, thread_ts: thread })).ts;
