import { createSign, generateKeyPairSync } from 'node:crypto';
import { AlipaySdk } from 'alipay-sdk';

export const keys = () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  };
};

const sdk = ({ appId, publicKey, privateKey }) => new AlipaySdk({ appId, privateKey, keyType: 'PKCS8', alipayPublicKey: publicKey });

/** The library only verifies notifications; so what is signed here, it must believe before the door is asked. */
export const sign = (account) => {
  const signed = Object.keys(account.form)
    .sort()
    .map((name) => `${name}=${account.form[name]}`)
    .join('&');
  const key = `-----BEGIN PRIVATE KEY-----\n${account.privateKey}\n-----END PRIVATE KEY-----`;
  const form = { ...account.form, sign_type: 'RSA2', sign: createSign('RSA-SHA256').update(signed).sign(key, 'base64') };
  if (!believes({ ...account, form })) throw new Error('The library does not believe it.');
  return { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(form).toString() };
};

export const believes = (account) => sdk(account).checkNotifySignV2(account.form);

/** The form in which the library asks for an order at that time, its signature among the fields. */
export const ask = ({ order, timestamp, ...account }) =>
  Object.fromEntries(new URLSearchParams(sdk(account).sdkExecute('alipay.trade.query', { format: 'JSON', timestamp, bizContent: { out_trade_no: order } })));
