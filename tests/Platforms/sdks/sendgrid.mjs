import { createPrivateKey, createSign, generateKeyPairSync } from 'node:crypto';
import { Client } from '@sendgrid/client';
import { EventWebhook } from '@sendgrid/eventwebhook';
import mail from '@sendgrid/mail';

export const keys = () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  };
};

/** The library only verifies; so what is signed here, it must believe before the door is asked. */
export const sign = ({ privateKey, publicKey, body }) => {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), type: 'pkcs8', format: 'der' });
  const request = {
    headers: {
      'X-Twilio-Email-Event-Webhook-Signature': createSign('SHA256').update(timestamp + body).sign(key, 'base64'),
      'X-Twilio-Email-Event-Webhook-Timestamp': timestamp,
      'Content-Type': 'application/json',
    },
    body,
  };
  if (!believes({ publicKey, request })) throw new Error('The library does not believe it.');
  return request;
};

export const believes = ({ publicKey, request }) => {
  const webhook = new EventWebhook();
  return webhook.verifySignature(
    webhook.convertPublicKeyToECDSA(publicKey),
    request.body,
    request.headers['X-Twilio-Email-Event-Webhook-Signature'],
    request.headers['X-Twilio-Email-Event-Webhook-Timestamp'],
  );
};

export const send = async ({ platform, apiKey, to, from, fromName, subject, text, headers, operation }) => {
  const client = new Client();
  client.setApiKey(apiKey);
  client.setDefaultRequest('baseUrl', platform);
  const service = new mail.MailService();
  service.setClient(client);
  const [answer] = await service.send({
    personalizations: [{ to, headers }],
    from: { email: from, name: fromName },
    subject,
    content: [{ type: 'text/plain', value: text }],
    customArgs: { operation_id: operation },
  });
  return answer.statusCode;
};
