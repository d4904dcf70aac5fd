import { randomBytes } from 'node:crypto';
import WeChatApi from 'co-wechat-api';
import WXBizMsgCrypt from 'wechat-crypto';

const cryptor = ({ token, encodingAesKey, appId }) => new WXBizMsgCrypt(token, encodingAesKey, appId);

export const sign = (account) => {
  const crypt = cryptor(account);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(8).toString('hex');
  const encrypted = crypt.encrypt(account.message);
  return {
    query: new URLSearchParams({ encrypt_type: 'aes', msg_signature: crypt.getSignature(timestamp, nonce, encrypted), timestamp, nonce }).toString(),
    headers: { 'Content-Type': 'text/xml' },
    body: `<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
  };
};

/** What an encrypted answer says and for whom; throws when its signature is not by the account. */
export const open = (account) => {
  const crypt = cryptor(account);
  if (crypt.getSignature(account.timestamp, account.nonce, account.encrypted) !== account.signature) throw new Error('The signature is another.');
  const { message, id } = crypt.decrypt(account.encrypted);
  return { message, receiver: id };
};

export const send = async ({ platform, appId, appSecret, to, text }) => {
  const api = new WeChatApi(appId, appSecret);
  api.prefix = `${platform}/cgi-bin/`;
  await api.sendText(to, text);
};
