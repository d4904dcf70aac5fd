import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import * as lark from '@larksuiteoapi/node-sdk';

const quiet = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };

/** The library only opens and verifies; so what is sealed and signed here, it must take before the door is asked. */
export const sign = async (account) => {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(account.encryptKey).digest(), iv);
  const body = JSON.stringify({ encrypt: Buffer.concat([iv, cipher.update(account.message, 'utf8'), cipher.final()]).toString('base64') });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(8).toString('hex');
  const request = {
    headers: {
      'X-Lark-Request-Timestamp': timestamp,
      'X-Lark-Request-Nonce': nonce,
      'X-Lark-Signature': createHash('sha256').update(timestamp + nonce + account.encryptKey + body).digest('hex'),
      'Content-Type': 'application/json',
    },
    body,
  };
  const taken = await read({ ...account, request });
  if (taken === null) throw new Error('The library does not take it.');
  return request;
};

/** The message as the library gives it to its handler; null when it refuses the request. */
export const read = async ({ encryptKey, verificationToken, request }) => {
  let given = null;
  const dispatcher = new lark.EventDispatcher({ encryptKey, verificationToken, logger: quiet }).register({
    'im.message.receive_v1': (data) => {
      given = data.message;
    },
  });
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  await dispatcher.invoke(Object.assign(Object.create({ headers }), JSON.parse(request.body)));
  return given;
};

export const send = async ({ platform, appId, appSecret, to, text, operation }) =>
  (
    await new lark.Client({ appId, appSecret, domain: platform, logger: quiet }).im.message.create({
      params: { receive_id_type: 'chat_id' },
      data: { receive_id: to, msg_type: 'text', content: JSON.stringify({ text }), uuid: operation },
    })
  ).data.message_id;
