import { CallAutomationClient } from '@azure/communication-call-automation';
import { createCommunicationAccessKeyCredentialPolicy } from '@azure/communication-common';
import { SmsClient } from '@azure/communication-sms';
import { AzureKeyCredential } from '@azure/core-auth';
import { createDefaultHttpClient, createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline';
import { CloudEvent, HTTP } from 'cloudevents';

/** The clients take no address with a path; their own HTTP client lets it be another. */
const nowhere = 'https://omni.example';

const elsewhere = (platform) => {
  const http = createDefaultHttpClient();
  return {
    httpClient: {
      sendRequest: (request) => {
        request.url = request.url.replace(nowhere, platform);
        request.allowInsecureConnection = true;
        return http.sendRequest(request);
      },
    },
  };
};

/** One event in one of the two modes of the HTTP binding. */
export const event = ({ binary, ...attributes }) => {
  const message = HTTP[binary ? 'binary' : 'structured'](new CloudEvent(attributes));
  return { headers: message.headers, body: typeof message.body === 'string' ? message.body : JSON.stringify(message.body) };
};

/** What happens in a call comes as an array, even of one. */
export const batch = (attributes) => ({
  headers: { 'content-type': 'application/cloudevents-batch+json' },
  body: `[${HTTP.structured(new CloudEvent(attributes)).body}]`,
});

/** The headers that Microsoft's own pipeline puts on this very request at this very moment. */
export const signed = async ({ accessKey, method, url, body, date }) => {
  const request = createPipelineRequest({ method, url, body, allowInsecureConnection: true });
  const answer = { request, status: 200, headers: createHttpHeaders() };
  await at(date, () => createCommunicationAccessKeyCredentialPolicy(new AzureKeyCredential(accessKey)).sendRequest(request, async () => answer));
  return request.headers.toJSON();
};

export const send = async ({ platform, accessKey, from, to, text, tag }) => {
  const client = new SmsClient(nowhere, new AzureKeyCredential(accessKey), elsewhere(platform));
  const [sent] = await client.send({ from, to: [to], message: text }, { enableDeliveryReport: true, tag });
  return sent.messageId;
};

const calls = ({ platform, accessKey }) => new CallAutomationClient(`endpoint=${nowhere}/;accesskey=${accessKey}`, elsewhere(platform));

export const answerCall = async (account) => {
  await calls(account).answerCall(account.context, account.callback, {
    operationContext: 'answer',
    callIntelligenceOptions: { cognitiveServicesEndpoint: account.cognitive },
  });
  return true;
};

export const recognize = async (account) => {
  await calls(account)
    .getCallConnection(account.call)
    .getCallMedia()
    .startRecognizing(
      { phoneNumber: account.caller },
      {
        kind: 'callMediaRecognizeSpeechOrDtmfOptions',
        maxTonesToCollect: 20,
        interToneTimeoutInSeconds: 3,
        endSilenceTimeoutInSeconds: 1,
        initialSilenceTimeoutInSeconds: 10,
        interruptPrompt: true,
        interruptCallMediaOperation: true,
        speechLanguage: 'zh-CN',
        operationContext: account.operation,
        playPrompt: { kind: 'textSource', text: account.text, sourceLocale: 'zh-CN', voiceName: 'zh-CN-XiaoxiaoNeural' },
      },
    );
  return true;
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
