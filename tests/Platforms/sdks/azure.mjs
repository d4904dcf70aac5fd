import { createCommunicationAccessKeyCredentialPolicy } from '@azure/communication-common';
import { SmsClient } from '@azure/communication-sms';
import { AzureKeyCredential } from '@azure/core-auth';
import { createDefaultHttpClient, createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline';
import { CloudEvent, HTTP } from 'cloudevents';

/** One event in one of the two modes of the HTTP binding. */
export const event = ({ binary, ...attributes }) => {
  const message = HTTP[binary ? 'binary' : 'structured'](new CloudEvent(attributes));
  return { headers: message.headers, body: typeof message.body === 'string' ? message.body : JSON.stringify(message.body) };
};

/** The headers that Microsoft's own pipeline puts on this very request at this very moment. */
export const signed = async ({ accessKey, method, url, body, date }) => {
  const request = createPipelineRequest({ method, url, body, allowInsecureConnection: true });
  const answer = { request, status: 200, headers: createHttpHeaders() };
  await at(date, () => createCommunicationAccessKeyCredentialPolicy(new AzureKeyCredential(accessKey)).sendRequest(request, async () => answer));
  return request.headers.toJSON();
};

export const send = async ({ platform, accessKey, from, to, text, tag }) => {
  // The client takes no address with a path; its own HTTP client lets it be another.
  const http = createDefaultHttpClient();
  const elsewhere = {
    sendRequest: (request) => {
      request.url = request.url.replace('https://omni.example', platform);
      request.allowInsecureConnection = true;
      return http.sendRequest(request);
    },
  };
  const client = new SmsClient('https://omni.example', new AzureKeyCredential(accessKey), { httpClient: elsewhere });
  const [sent] = await client.send({ from, to: [to], message: text }, { enableDeliveryReport: true, tag });
  return sent.messageId;
};

/** The library asks the clock and takes no time from outside. */
async function at(date, act) {
  const Real = globalThis.Date;
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length === 0 ? [date] : given));
    }

    static now() {
      return new Real(date).getTime();
    }
  };
  try {
    return await act();
  } finally {
    globalThis.Date = Real;
  }
}
