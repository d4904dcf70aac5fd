import { Webhook } from 'svix';

export const sign = ({ secret, id, body }) => {
  const at = new Date();
  return {
    headers: {
      'svix-id': id,
      'svix-timestamp': String(Math.floor(at / 1000)),
      'svix-signature': new Webhook(secret).sign(id, at, body),
      'Content-Type': 'application/json',
    },
    body,
  };
};

/** Throws when it does not believe it. */
export const read = ({ secret, headers, body }) => new Webhook(secret).verify(body, headers);
