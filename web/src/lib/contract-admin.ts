/** What the server says of policies, channels and the lab, under the names that the pages use. The types are the server's own. */
export type {
  AccountCheckView as AccountCheck,
  AccountView as ChannelAccount,
  AgentDetails,
  ChannelView as ChannelShape,
  LabClockView as LabClock,
  LabStepView as LabStep,
  PolicyChangeView as PolicyChange,
  PolicyDifference,
  PolicyFaultView as PolicyFault,
  PolicyListView as PolicyList,
  PolicyTextView as PolicyText,
  PolicyVersionView as PolicyVersion,
  SettingView as ChannelSetting,
  SignInLinkView as AgentSignIn,
  SignInProviderView as SignInProvider,
  LabView as LabRun,
} from './api/types';
