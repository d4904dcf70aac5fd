import type { DeskPage } from '@/lib/desk/state';
import { AttendancePage } from './AttendancePage';
import { BoardPage } from './BoardPage';
import { ChannelsPage } from './channels/ChannelsPage';
import { LabPage } from './lab/LabPage';
import { PoliciesPage } from './policies/PoliciesPage';
import { VisitorsPage } from './visitors/VisitorsPage';

/** The pages beside the conversations, downloaded together when one of them is opened first. */
export function Pages({ page }: { page: Exclude<DeskPage, 'conversations' | 'search' | 'phrases'> }) {
  switch (page) {
    case 'board':
      return <BoardPage />;
    case 'visitors':
      return <VisitorsPage />;
    case 'attendance':
      return <AttendancePage />;
    case 'policies':
      return <PoliciesPage />;
    case 'channels':
      return <ChannelsPage />;
    case 'lab':
      return <LabPage />;
  }
}
