// DingTalk's own client of its API. Its webhooks no library of it signs (the SDK for robots opens a connection instead), so that this is by Node.
import { createHmac } from 'node:crypto';
import oauth2 from '@alicloud/dingtalk/oauth2_1_0.js';
import robot from '@alicloud/dingtalk/robot_1_0.js';
import { Config } from '@alicloud/openapi-client';
import { RuntimeOptions } from '@alicloud/tea-util';

export const sign = ({ appSecret, body }) => {
  const timestamp = String(Date.now());
  return {
    headers: { timestamp, sign: createHmac('sha256', appSecret).update(`${timestamp}\n${appSecret}`).digest('base64'), 'Content-Type': 'application/json' },
    body,
  };
};

/** The client takes a host and no path. */
const clientOf = (library, platform) => new library.default(new Config({ protocol: 'http', endpoint: new URL(platform).host, regionId: 'central' }));

export const send = async ({ platform, appKey, appSecret, robotCode, to, group, text }) => {
  const { body: token } = await clientOf(oauth2, platform).getAccessToken(new oauth2.GetAccessTokenRequest({ appKey, appSecret }));
  const message = { robotCode, msgKey: 'sampleText', msgParam: JSON.stringify({ content: text }) };
  if (group) {
    const headers = new robot.OrgGroupSendHeaders({ xAcsDingtalkAccessToken: token.accessToken });
    await clientOf(robot, platform).orgGroupSendWithOptions(new robot.OrgGroupSendRequest({ ...message, openConversationId: group }), headers, new RuntimeOptions({}));
  } else {
    const headers = new robot.BatchSendOTOHeaders({ xAcsDingtalkAccessToken: token.accessToken });
    await clientOf(robot, platform).batchSendOTOWithOptions(new robot.BatchSendOTORequest({ ...message, userIds: [to] }), headers, new RuntimeOptions({}));
  }
};
