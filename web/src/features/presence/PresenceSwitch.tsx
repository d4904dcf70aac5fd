import { useEffect, useState } from 'preact/hooks';
import type { Presence, PresenceReason } from '@/lib/contract';
import { api } from '@/lib/desk/api';
import { setPresence } from '@/lib/desk/commands';
import { useDesk } from '@/lib/desk/desk';
import { useSeat } from '@/lib/desk/seat';
import type { Problem } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';
import { LeavingDialog } from './LeavingDialog';

const choices: readonly Presence[] = ['online', 'away', 'offline'];
const noReasons: readonly PresenceReason[] = [];

/** `presence` alone, or with one of the reasons that the policy names for it. */
const valueOf = (presence: Presence, reason: string | null | undefined): string => (reason ? `${presence}:${reason}` : presence);

interface Props {
  /** How many conversations they have: under some policies these go back to the line when they go. */
  carried: number;
  onProblem: (problem: Problem | null) => void;
}

/** Presence with its reasons. One that needs approval is asked for, and stays what it was until a supervisor says yes. */
export function PresenceSwitch({ carried, onProblem }: Props) {
  const words = useWords();
  const presence = useDesk((state) => state.session?.presence ?? 'offline');
  const reason = useDesk((state) => state.session?.presenceReason ?? null);
  const reasons = useDesk((state) => state.session?.presenceReasons ?? noReasons);
  const { isSupervisor } = useSeat();
  const givesBack = useDesk((state) => state.session?.offlineWithOpenChats === 'allow');
  const [pending, setPending] = useState<PresenceReason | null>(null);
  const [leaving, setLeaving] = useState<string | null>(null);
  // The answer to what was asked for comes as a change of presence.
  useEffect(() => setPending(null), [presence, reason]);

  async function choose(value: string) {
    const [next, id] = value.split(':') as [Presence, string | undefined];
    const chosen = reasons.find((one) => one.id === id && one.presence === next);
    // Supervisors need nobody's approval.
    if (!chosen?.needsApproval || isSupervisor) return onProblem(await setPresence(next, chosen?.id ?? null));
    const answer = await api.askForPresence(next, chosen.id);
    setPending(answer.ok ? chosen : null);
    onProblem(answer.ok ? null : answer.problem);
  }

  const current = valueOf(presence, reasons.some((one) => one.id === reason && one.presence === presence) ? reason : null);
  return (
    <>
      {pending && (
        <span class="presence-pending" role="status">
          {words.presencePending(pending.name)}
        </span>
      )}
      <label class={`presence presence-${presence}`}>
        <span class="dot" aria-hidden="true" />
        <select
          key={`${current} ${pending?.id ?? ''} ${leaving ?? ''}`}
          aria-label={words.presenceLabel}
          value={current}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (givesBack && carried > 0 && value.startsWith('offline')) setLeaving(value);
            else void choose(value);
          }}
        >
          {choices.map((choice) => (
            <Options
              key={choice}
              presence={choice}
              reasons={reasons.filter((one) => one.presence === choice)}
              mustAsk={!isSupervisor}
            />
          ))}
        </select>
      </label>
      {leaving && <LeavingDialog count={carried} onLeave={() => void choose(leaving)} onClose={() => setLeaving(null)} />}
    </>
  );
}

interface OptionsProps {
  presence: Presence;
  reasons: readonly PresenceReason[];
  mustAsk: boolean;
}

function Options({ presence, reasons, mustAsk }: OptionsProps) {
  const words = useWords();
  return (
    <>
      <option value={presence}>{words.presence[presence]}</option>
      {reasons.map((one) => (
        <option key={one.id} value={valueOf(presence, one.id)}>
          {words.presence[presence]} · {one.name}
          {one.needsApproval && mustAsk && ` (${words.presenceAsk})`}
        </option>
      ))}
    </>
  );
}
