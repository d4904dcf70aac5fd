import type { Summary } from '@/lib/contract';
import type { ActionId } from '@/lib/desk/actions';
import { CallbackDialog } from './CallbackDialog';
import { CloseDialog } from './CloseDialog';
import { ColleagueDialog } from './ColleagueDialog';
import { LabelsDialog } from './LabelsDialog';
import { LinkDialog } from './LinkDialog';
import { MergeDialog } from './MergeDialog';
import { ProfileDialog } from './ProfileDialog';
import { RemoveDialog } from './RemoveDialog';
import { ScheduleDialog } from './ScheduleDialog';
import { DispositionDialog, OutcomeDialog, PriorityDialog, TakeOverDialog, TopicDialog } from './SmallDialogs';
import { SnoozeDialog } from './SnoozeDialog';
import { TransferDialog } from './TransferDialog';

/** The window of an action that asks for something; null for one that has none here. */
export function ActionWindow({ action, summary }: { action: ActionId; summary: Summary }) {
  switch (action) {
    case 'transfer':
      return <TransferDialog summary={summary} />;
    case 'consult':
    case 'addParticipant':
      return <ColleagueDialog summary={summary} action={action} />;
    case 'removeParticipant':
      return <RemoveDialog summary={summary} />;
    case 'snooze':
      return <SnoozeDialog summary={summary} />;
    case 'close':
      return <CloseDialog summary={summary} />;
    case 'schedule':
      return <ScheduleDialog summary={summary} />;
    case 'callback':
      return <CallbackDialog summary={summary} />;
    case 'callbackOutcome':
      return <OutcomeDialog summary={summary} />;
    case 'labels':
      return <LabelsDialog summary={summary} />;
    case 'priority':
      return <PriorityDialog summary={summary} />;
    case 'topic':
      return <TopicDialog summary={summary} />;
    case 'disposition':
      return <DispositionDialog summary={summary} />;
    case 'profile':
      return <ProfileDialog summary={summary} />;
    case 'link':
      return <LinkDialog summary={summary} />;
    case 'merge':
      return <MergeDialog summary={summary} />;
    case 'takeOver':
      return <TakeOverDialog summary={summary} />;
    default:
      return null;
  }
}
