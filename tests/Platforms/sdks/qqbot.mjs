// Tencent's own libraries are in other languages or for guilds only; Ed25519 itself is by a library for it, and what is sent by a library of others.
import { Bot, ReceiverMode } from 'qq-official-bot';
import nacl from 'tweetnacl';

const pair = (botSecret) => {
  let seed = botSecret;
  while (Buffer.byteLength(seed) < nacl.sign.seedLength) seed += seed;
  return nacl.sign.keyPair.fromSeed(Buffer.from(seed).subarray(0, nacl.sign.seedLength));
};

export const sign = ({ botSecret, appId, body }) => {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    headers: {
      'X-Bot-Appid': appId,
      'X-Signature-Timestamp': timestamp,
      'X-Signature-Ed25519': Buffer.from(nacl.sign.detached(Buffer.from(timestamp + body), pair(botSecret).secretKey)).toString('hex'),
      'Content-Type': 'application/json',
    },
    body,
  };
};

export const believes = ({ botSecret, text, signature }) => nacl.sign.detached.verify(Buffer.from(text), Buffer.from(signature, 'hex'), pair(botSecret).publicKey);

export const send = async ({ platform, appId, botSecret, token, to, text, answered }) => {
  const bot = new Bot({ appid: appId, secret: botSecret, mode: ReceiverMode.WEBSOCKET, logLevel: 'off' });
  bot.request.defaults.baseURL = platform;
  // It would fetch one from an address that cannot be set.
  bot.sessionManager.authManager.currentToken = { access_token: token };
  await bot.messageService.sendPrivateMessage(to, text, { id: answered });
};
