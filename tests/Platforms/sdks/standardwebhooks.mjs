import { Webhook } from 'standardwebhooks';
import nacl from 'tweetnacl';

export const sign = ({ secret, id, body }) => {
  const at = new Date();
  return {
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
      'Content-Type': 'application/json',
    },
    body,
  };
};

/** Throws when it does not believe it. */
export const read = ({ secret, headers, body }) => new Webhook(secret).verify(body, headers);

// The package leaves out the signature by a pair of keys (v1a); Ed25519 itself is by a library for it.
export const pairOfKeys = () => {
  const pair = nacl.sign.keyPair();
  return { publicKey: `whpk_${Buffer.from(pair.publicKey).toString('base64')}`, privateKey: `whsk_${Buffer.from(pair.secretKey).toString('base64')}` };
};

const keyOf = (text) => Buffer.from(text.slice('whpk_'.length), 'base64');

export const signByKey = ({ privateKey, id, body }) => {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = nacl.sign.detached(Buffer.from(`${id}.${timestamp}.${body}`), keyOf(privateKey));
  return {
    headers: { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1a,${Buffer.from(signature).toString('base64')}`, 'Content-Type': 'application/json' },
    body,
  };
};

/** Throws when it does not believe it. */
export const readByKey = ({ publicKey, headers, body }) => {
  const [version, signature] = headers['webhook-signature'].split(',');
  const content = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`);
  if (version !== 'v1a' || !nacl.sign.detached.verify(content, Buffer.from(signature, 'base64'), keyOf(publicKey))) throw new Error('The signature is another.');
  return JSON.parse(body);
};
