import type { TargetedSubmitEvent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { VisitorNow } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import type { Problem } from '@/lib/http';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { fullText } from '@/lib/i18n/times';
import { keepLooking } from '@/lib/live/look-again';
import { Empty } from '@/lib/ui/Empty';
import { useLoaded } from '@/lib/ui/loaded';
import { Waiting } from '@/lib/ui/Waiting';
import { Page } from '@/lib/ui/Page';
import { useSupervisorWords } from '../words/words';

const lookEveryMs = 5_000;
const maxTextLength = 300;

/** Who is on the shop's pages now, and the way to ask one of them whether they need help. */
export function VisitorsPage() {
  const words = useWords();
  const own = useSupervisorWords().visitors;
  const { value, problem, again } = useLoaded(api.visitors, 'visitors');
  const [inviting, setInviting] = useState<string | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  useEffect(() => keepLooking(lookEveryMs, again), [again]);

  async function invite(id: string, text: string) {
    const answer = await api.inviteVisitor(id, text);
    setRefused(answer.ok ? null : answer.problem);
    setInviting(null);
    again();
  }

  return (
    <Page title={words.pages.visitors} problem={problem ?? refused}>
      {!value && !problem && <Empty title={words.loading} />}
      {value?.visitors.length === 0 && <Empty title={own.none} />}
      {value && value.visitors.length > 0 && (
        <div class="table-frame" tabIndex={0} role="region" aria-label={words.pages.visitors}>
          <table class="wide">
            <thead>
              <tr>
                <th scope="col">{own.name}</th>
                <th scope="col">{own.page}</th>
                <th scope="col" class="figure">
                  {own.since}
                </th>
                <th scope="col" class="figure">
                  {own.pages}
                </th>
                <th scope="col" class="figure">
                  {own.visit}
                </th>
                <th scope="col">{own.cameFrom}</th>
                <th scope="col">{own.invitation}</th>
              </tr>
            </thead>
            <tbody>
              {value.visitors.map((visitor) => (
                <Row
                  key={visitor.id}
                  visitor={visitor}
                  isInviting={inviting === visitor.id}
                  onOpen={() => setInviting(inviting === visitor.id ? null : visitor.id)}
                  onInvite={(text) => void invite(visitor.id, text)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {value && value.further > 0 && <p class="quiet">{own.further(value.further)}</p>}
    </Page>
  );
}

interface Props {
  visitor: VisitorNow;
  isInviting: boolean;
  onOpen: () => void;
  onInvite: (text: string) => void;
}

function Row({ visitor, isInviting, onOpen, onInvite }: Props) {
  const own = useSupervisorWords().visitors;
  const language = useLanguage();
  const { invitation, page } = visitor;
  return (
    <tr>
      <th scope="row">
        {visitor.name ?? own.guest} <span class="quiet">{visitor.account}</span>
      </th>
      <td title={page?.address ?? undefined}>{page?.title || page?.address || '–'}</td>
      <td class="figure">
        <Waiting since={visitor.since} />
      </td>
      <td class="figure">{visitor.pages}</td>
      <td class="figure">{visitor.count}</td>
      <td title={visitor.cameFrom ?? undefined}>{visitor.cameFrom ?? '–'}</td>
      <td>
        {invitation && (
          <span class="quiet" title={fullText(invitation.at, language)}>
            {invitation.by?.name ?? own.byRule} · {own.states[invitation.state]}{' '}
          </span>
        )}
        <button type="button" class="small" aria-expanded={isInviting} onClick={onOpen}>
          {own.invite}
        </button>
        {isInviting && <InviteForm onInvite={onInvite} />}
      </td>
    </tr>
  );
}

function InviteForm({ onInvite }: { onInvite: (text: string) => void }) {
  const own = useSupervisorWords().visitors;
  const [text, setText] = useState('');
  function send(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    onInvite(text.trim());
  }
  return (
    <form class="invite" onSubmit={send}>
      <input
        type="text"
        aria-label={own.text}
        placeholder={own.text}
        maxLength={maxTextLength}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="primary small">
        {own.send}
      </button>
    </form>
  );
}
