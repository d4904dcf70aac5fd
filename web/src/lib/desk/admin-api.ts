import type {
  AccountCheck,
  AgentDetails,
  AgentSignIn,
  ChannelAccount,
  ChannelShape,
  LabRun,
  PolicyChange,
  PolicyDifference,
  PolicyFault,
  PolicyList,
  PolicyText,
} from '../contract-admin';
import { asked } from './api';

const agentAt = (id: string) => `/api/admin/agents/${encodeURIComponent(id)}`;
const policies = '/api/admin/policies';
const channels = '/api/admin/channels';
const accountAt = (channel: string, account: string) =>
  `${channels}/${encodeURIComponent(channel)}/accounts/${encodeURIComponent(account)}`;

/** What supervisors ask for, one line each. A document travels as text in JSON, since a page of ours sends nothing else. */
export const adminApi = {
  policies: () => asked<PolicyList>('GET', policies),
  policy: (version: string) => asked<PolicyText>('GET', `${policies}/${encodeURIComponent(version)}`),
  validate: (text: string) => asked<{ faults: PolicyFault[] }>('POST', `${policies}/validate`, { text }),
  /** `revision` is the draft's that the author began with: somebody else's later one is not written over. */
  saveDraft: (text: string, revision: number | undefined) =>
    asked<{ revision: number }>('PUT', `${policies}/draft`, revision === undefined ? { text } : { text, revision }),
  activate: (note: string) => asked<unknown>('POST', `${policies}/activate`, note ? { note } : {}),
  rollBack: (version: string, note: string) =>
    asked<unknown>('POST', `${policies}/rollback`, note ? { version, note } : { version }),
  history: () => asked<{ items: PolicyChange[] }>('GET', `${policies}/history`),
  difference: (from: string, to: string) =>
    asked<{ changes: PolicyDifference[] }>(
      'GET',
      `${policies}/diff?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`,
    ),
  channels: () => asked<{ items: ChannelShape[] }>('GET', channels),
  accounts: () => asked<{ items: ChannelAccount[] }>('GET', '/api/admin/accounts'),
  saveAccount: (channel: string, account: string, settings: Readonly<Record<string, string>>) =>
    asked<ChannelAccount>('PUT', accountAt(channel, account), { settings }),
  removeAccount: (channel: string, account: string) => asked<undefined>('DELETE', accountAt(channel, account)),
  testAccount: (channel: string, account: string) =>
    asked<{ items: AccountCheck[] }>('POST', `${accountAt(channel, account)}/test`),
  agent: (id: string) => asked<AgentDetails>('GET', agentAt(id)),
  /** The empty one takes it away. */
  setMail: (id: string, mail: string) => asked<AgentDetails>('PUT', agentAt(id), { mail }),
  signIns: (id: string) => asked<{ items: AgentSignIn[] }>('GET', `${agentAt(id)}/sign-ins`),
  linkSignIn: (id: string, provider: string, subject: string) =>
    asked<undefined>('PUT', `${agentAt(id)}/sign-ins/${encodeURIComponent(provider)}`, { subject }),
  unlinkSignIn: (id: string, provider: string) =>
    asked<undefined>('DELETE', `${agentAt(id)}/sign-ins/${encodeURIComponent(provider)}`),
  /** `language` is the one its sentences are in. */
  lab: (script: string, policy: { text: string } | { version: string }, language: 'zh' | 'en') =>
    asked<LabRun>('POST', `/api/admin/lab?lang=${language}`, {
      script,
      ...('text' in policy ? { policy: policy.text } : policy),
    }),
};
