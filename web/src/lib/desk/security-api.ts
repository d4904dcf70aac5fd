import type { RecoveryCodeList, SecondFactorKey, SecondFactorView, SessionList } from '../api/types';
import { asked } from './api';

const factor = '/api/second-factor';

/** What an agent asks for of their own account, one line each. */
export const securityApi = {
  sessions: () => asked<SessionList>('GET', '/api/sessions'),
  endSession: (id: string) => asked<undefined>('DELETE', `/api/sessions/${encodeURIComponent(id)}`),
  endOtherSessions: () => asked<undefined>('DELETE', '/api/sessions'),
  factor: () => asked<SecondFactorView>('GET', factor),
  beginFactor: () => asked<SecondFactorKey>('POST', factor),
  confirmFactor: (code: string) => asked<RecoveryCodeList>('POST', `${factor}/confirm`, { code }),
  /** In a session that a directory let one into. */
  showFactor: (code: string) => asked<undefined>('POST', `${factor}/show`, { code }),
  removeFactor: (code: string) => asked<undefined>('POST', `${factor}/remove`, { code }),
};
