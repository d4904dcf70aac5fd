import { useState } from 'preact/hooks';
import type { AccountCheck, ChannelAccount } from '@/lib/contract-admin';
import { adminApi } from '@/lib/desk/admin-api';
import type { Problem } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';
import { ChannelMark } from '@/lib/ui/ChannelMark';
import { Dialog } from '@/lib/ui/Dialog';
import { Empty } from '@/lib/ui/Empty';
import { wordOf } from '@/lib/ui/event-text';
import { useLoaded } from '@/lib/ui/loaded';
import { Page } from '@/lib/ui/Page';
import { useSupervisorWords } from '../words/words';
import { AccountForm } from './AccountForm';

type Asking = { kind: 'form'; account: ChannelAccount | null } | { kind: 'remove'; account: ChannelAccount } | null;

/** The tenant's accounts: added by a form that each channel describes, tried by a button, and taken away. */
export function ChannelsPage() {
  const words = useWords();
  const { channels: text } = useSupervisorWords();
  const shapes = useLoaded(adminApi.channels, 'channels');
  const accounts = useLoaded(adminApi.accounts, 'accounts');
  const [asking, setAsking] = useState<Asking>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function remove(account: ChannelAccount) {
    const answer = await adminApi.removeAccount(account.channel, account.account);
    setProblem(answer.ok ? null : answer.problem);
    setAsking(null);
    accounts.again();
  }

  return (
    <Page
      title={words.pages.channels}
      problem={problem ?? accounts.problem ?? shapes.problem}
      tools={
        <button type="button" class="primary" disabled={!shapes.value} onClick={() => setAsking({ kind: 'form', account: null })}>
          {text.add}
        </button>
      }
    >
      {accounts.value?.items.length === 0 && <Empty title={text.none} />}
      <ul class="cards accounts">
        {(accounts.value?.items ?? []).map((account) => (
          <AccountCard
            key={`${account.channel} ${account.account}`}
            account={account}
            onEdit={() => setAsking({ kind: 'form', account })}
            onRemove={() => setAsking({ kind: 'remove', account })}
          />
        ))}
      </ul>
      {asking?.kind === 'form' && shapes.value && (
        <AccountForm
          shapes={shapes.value.items}
          account={asking.account}
          onDone={() => {
            setAsking(null);
            accounts.again();
          }}
          onClose={() => setAsking(null)}
        />
      )}
      {asking?.kind === 'remove' && (
        <Dialog title={text.remove} onClose={() => setAsking(null)}>
          <p>{text.removeAsk(`${asking.account.channel} / ${asking.account.account}`)}</p>
          <footer>
            <button type="button" onClick={() => setAsking(null)}>
              {words.cancel}
            </button>
            <button type="button" class="primary" onClick={() => void remove(asking.account)}>
              {text.remove}
            </button>
          </footer>
        </Dialog>
      )}
    </Page>
  );
}

interface CardProps {
  account: ChannelAccount;
  onEdit: () => void;
  onRemove: () => void;
}

function AccountCard({ account, onEdit, onRemove }: CardProps) {
  const { channels: text } = useSupervisorWords();
  const [checks, setChecks] = useState<AccountCheck[] | null>(null);
  const [isCopied, setCopied] = useState(false);

  async function test() {
    const answer = await adminApi.testAccount(account.channel, account.account);
    if (answer.ok) setChecks(answer.value.items);
  }

  return (
    <li class="card account">
      <ChannelMark channel={account.channel} />
      <strong>{account.account}</strong>
      <span class={account.trouble ? 'over' : 'quiet'}>
        {account.trouble ? wordOf(text.trouble, account.trouble) : text.fine}
      </span>
      {account.expiresSoon && account.expiresAt && <span class="over">{text.expires(account.expiresAt.slice(0, 10))}</span>}
      <label class="wide field">
        <span>{text.webhook}</span>
        <input readOnly value={account.webhookUrl} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <button
        type="button"
        onClick={() => void navigator.clipboard.writeText(account.webhookUrl).then(() => setCopied(true))}
        aria-live="polite"
      >
        {isCopied ? text.copied : text.copy}
      </button>
      <button type="button" onClick={() => void test()}>
        {text.test}
      </button>
      {account.isConfigured ? (
        <span class="quiet">{text.fixed}</span>
      ) : (
        <>
          <button type="button" onClick={onEdit}>
            {text.edit}
          </button>
          <button type="button" onClick={onRemove}>
            {text.remove}
          </button>
        </>
      )}
      {checks && (
        <ul class="checks" role="status">
          {checks.map((check) => (
            <li key={check.what} class={check.result === 'ok' || check.result === 'notNeeded' ? 'quiet' : 'over'}>
              {wordOf(text.checks, check.what)}: {wordOf(text.results, check.result)} {check.names.join(', ')}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
