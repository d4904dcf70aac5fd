// WeCom's own library encrypts; DingTalk's envelope is the same. What is sent is by a library of others, as WeCom has none for it.
import { randomBytes } from 'node:crypto';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import EnterpriseApi from 'wechat-enterprise-api';

const signed = ({ token, encodingAesKey, receiver }, message, timestamp) => {
  const nonce = randomBytes(8).toString('hex');
  const encrypted = encrypt(encodingAesKey, message, receiver, randomBytes(16));
  return { nonce, timestamp, encrypted, signature: getSignature(token, timestamp, nonce, encrypted) };
};

const query = (signature, { timestamp, nonce }, more) => new URLSearchParams({ ...signature, timestamp, nonce, ...more }).toString();

export const sign = (account) => {
  const sealed = signed(account, account.message, String(Math.floor(Date.now() / 1000)));
  return {
    query: query({ msg_signature: sealed.signature }, sealed),
    headers: { 'Content-Type': 'text/xml' },
    body: `<xml><ToUserName><![CDATA[${account.receiver}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${sealed.encrypted}]]></Encrypt></xml>`,
  };
};

export const ask = (account) => {
  const sealed = signed(account, account.echo, String(Math.floor(Date.now() / 1000)));
  return { query: query({ msg_signature: sealed.signature }, sealed, { echostr: sealed.encrypted }) };
};

export const signDingTalk = (account) => {
  const sealed = signed(account, account.message, String(Date.now()));
  return {
    query: query({ msg_signature: sealed.signature, signature: sealed.signature }, sealed),
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ encrypt: sealed.encrypted }),
  };
};

/** What an encrypted answer says and for whom; throws when its signature is not by the account. */
export const open = ({ token, encodingAesKey, signature, timestamp, nonce, encrypted }) => {
  if (getSignature(token, timestamp, nonce, encrypted) !== signature) throw new Error('The signature is another.');
  const { message, id } = decrypt(encodingAesKey, encrypted);
  return { message, receiver: id };
};

export const send = ({ platform, corpId, corpSecret, agentId, to, text }) => {
  const api = new EnterpriseApi(corpId, corpSecret, agentId);
  api.prefix = `${platform}/cgi-bin/`;
  return new Promise((done, failed) => api.send({ touser: to }, { msgtype: 'text', text: { content: text } }, (fault) => (fault ? failed(fault) : done())));
};
