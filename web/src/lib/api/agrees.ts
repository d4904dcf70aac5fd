import type * as contract from '../contract';
import type * as work from '../contract-work';
import type { Problem } from '../http';
import type * as api from './types';

/** Words of which the server says no more than that they are text. */
type Loose<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? Loose<Item>[]
    : T extends object
      ? { [Member in keyof T]: Loose<T[Member]> }
      : T;

/** The server's type has all that the page reads, of the type that it reads it as. When the two drift apart, this file does not compile. */
type Reads<Said extends Loose<Read>, Read> = Said extends Loose<Read> ? Read : never;

type Is<One extends Any, Any> = One;

/** Types that the pages write more narrowly than the server describes them, each against the server's. */
export type Agreed = [
  Reads<api.SessionView, contract.Session>,
  Reads<api.AgentView, contract.AgentState>,
  Reads<api.Summary, contract.Summary>,
  Reads<api.EntryList, Omit<contract.EventsPage, 'items'>>,
  Reads<api.LiveInsights, contract.Insights>,
  Reads<api.NegotiationView, contract.Negotiation>,
  Reads<api.ReplyRulesView, contract.ReplyRules>,
  Reads<api.StoredFileView, contract.FileView>,
  Reads<api.QueueView, work.QueueFigures>,
  Reads<api.PresenceRequestView, work.PresenceRequest>,
  Reads<api.AttendanceView, work.Attendance>,
  Reads<api.EvaluationView, work.Evaluation>,
  Reads<api.HistorySummary, work.HistorySummary>,
  Reads<api.TimerView, work.Timer>,
  Reads<api.IdentityView, work.Identity>,
  Reads<Omit<api.PersonDetail, 'profile'>, Omit<work.PersonDetail, 'profile'>>,
  Reads<Pick<api.Problem, 'code' | 'status'>, Pick<Problem, 'code' | 'status'>>,
  Reads<api.DraftView, work.DraftView>,
  Reads<api.DraftPush, work.DraftPush>,
  Reads<api.ViewersPush, work.ViewersPush>,
  Reads<Omit<api.MacroView, 'actions'>, Omit<work.Macro, 'actions'>>,
  Reads<api.SavedViewItem, work.SavedView>,
  // Each kind of entry that the page knows is one that the server has.
  Is<contract.Entry['type'], api.Entry['type']>,
];
