import { Webhook } from 'standardwebhooks';

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
