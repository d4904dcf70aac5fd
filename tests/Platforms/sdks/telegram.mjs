import { Api, Bot, webhookCallback } from 'grammy';

const me = { id: 1, is_bot: true, first_name: 'omni', username: 'omni_bot', can_join_groups: false, can_read_all_group_messages: false, supports_inline_queries: false };

/** What Telegram sends has nothing but the secret; the library's own door must open to it before ours is asked. */
export const sign = async ({ secretToken, body }) => {
  const request = { headers: { 'X-Telegram-Bot-Api-Secret-Token': secretToken, 'Content-Type': 'application/json' }, body };
  if (!(await believes({ secretToken, request }))) throw new Error('grammY does not let it in.');
  return request;
};

export const believes = async ({ secretToken, request }) => {
  const bot = new Bot('1:not-a-secret', { botInfo: me });
  const door = webhookCallback(bot, 'std/http', { secretToken });
  return (await door(new Request('http://127.0.0.1/', { method: 'POST', headers: request.headers, body: request.body }))).status === 200;
};

export const send = async ({ platform, token, chat, text }) => (await new Api(token, { apiRoot: platform }).sendMessage(chat, text)).message_id;
