import twilio from 'twilio';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';

const form = (parameters) => new URLSearchParams(parameters).toString();

export const sign = ({ authToken, url, parameters }) => ({
  headers: { 'X-Twilio-Signature': getExpectedTwilioSignature(authToken, url, parameters), 'Content-Type': 'application/x-www-form-urlencoded' },
  body: form(parameters),
});

export const nothing = () => new twilio.twiml.MessagingResponse().toString();

export const listening = ({ greeting, language, action, redirect }) => {
  const voice = new twilio.twiml.VoiceResponse();
  voice.gather({ input: 'speech dtmf', action, language, speechTimeout: 'auto' }).say({ language }, greeting);
  voice.redirect(redirect);
  return voice.toString();
};

export const speaking = ({ text, language }) => {
  const voice = new twilio.twiml.VoiceResponse();
  voice.say({ language }, text);
  return voice.toString();
};

/** The client has one address; its own HTTP client lets it be another. */
class Elsewhere extends twilio.RequestClient {
  constructor(platform) {
    super();
    this.platform = platform;
  }

  request(options) {
    return super.request({ ...options, uri: options.uri.replace('https://api.twilio.com', this.platform) });
  }
}

const client = ({ platform, accountSid, authToken }) => twilio(accountSid, authToken, { httpClient: new Elsewhere(platform) });

export const sendMessage = async (account) => (await client(account).messages.create({ to: account.to, from: account.from, body: account.text })).sid;

export const changeCall = async (account) => (await client(account).calls(account.call).update({ twiml: account.twiml })).sid;
