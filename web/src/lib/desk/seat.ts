import type { Seat } from './actions';
import { useDesk } from './desk';
import type { DeskState } from './state';

export const seatOf = (state: DeskState): Seat => ({
  meId: state.session?.agent.id ?? '',
  isSupervisor: state.session?.agent.roles.includes('supervisor') ?? false,
});

export function useSeat(): Seat {
  const meId = useDesk((state) => seatOf(state).meId);
  const isSupervisor = useDesk((state) => seatOf(state).isSupervisor);
  return { meId, isSupervisor };
}
