import { useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import { api } from '@/lib/desk/api';
import { useDesk } from '@/lib/desk/desk';
import { refresh } from '@/lib/desk/sync';
import { useWords } from '@/lib/i18n/language';
import { channelName } from '@/lib/ui/ChannelMark';
import { useLoaded } from '@/lib/ui/loaded';
import { ActionDialog } from './ActionDialog';
import { Choices } from './Choices';

const maxFieldLength = 200;
const asNew = 'link';

/** Puts another identity down to the customer, or takes such a link back; either way the reason is kept and shown. */
export function LinkDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const channels = useDesk((state) => state.session?.channels ?? []);
  const { value, again } = useLoaded(() => api.person(summary.person.id), summary.person.id);
  const [choice, setChoice] = useState(asNew);
  const [form, setForm] = useState({ channel: '', account: '', sender: '', reason: '' });
  const linked = (value?.identities ?? []).filter((identity) => identity.isLinked);
  const filled = (text: string) => text.trim() !== '';
  const canSubmit =
    filled(form.reason) && (choice !== asNew || (filled(form.channel) && filled(form.account) && filled(form.sender)));

  async function submit() {
    const answer =
      choice === asNew
        ? await api.linkIdentity(summary.person.id, {
            channel: form.channel,
            account: form.account.trim(),
            sender: form.sender.trim(),
            reason: form.reason.trim(),
          })
        : await api.unlinkIdentity(summary.person.id, choice, form.reason.trim());
    void refresh(summary.id);
    if (!answer.ok) again();
    return answer.ok ? null : answer.problem;
  }

  const field = (name: 'account' | 'sender' | 'reason', label: string) => (
    <label class="field">
      <span>{label}</span>
      <input
        value={form[name]}
        maxLength={maxFieldLength}
        autoComplete="off"
        onInput={(event) => setForm({ ...form, [name]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <ActionDialog
      title={words.actions.link}
      submit={choice === asNew ? words.dialogs.link : words.dialogs.unlink}
      hint={words.dialogs.linkHint}
      canSubmit={canSubmit}
      onSubmit={submit}
    >
      {linked.length > 0 && (
        <Choices
          name="identity"
          label={words.identities}
          choices={[
            { id: asNew, name: words.dialogs.linkNew },
            ...linked.map((identity) => ({
              id: identity.id,
              name: words.dialogs.unlinkOne(channelName(words.channels, identity.channel)),
              facts: identity.sender,
            })),
          ]}
          empty=""
          value={choice}
          onChange={setChoice}
        />
      )}
      {choice === asNew && (
        <>
          <label class="field">
            <span>{words.channel}</span>
            <select
              data-first
              value={form.channel}
              onChange={(event) => setForm({ ...form, channel: event.currentTarget.value })}
            >
              <option value="">{words.wrapUp.choose}</option>
              {channels.map((channel) => (
                <option key={channel.name} value={channel.name}>
                  {channelName(words.channels, channel.name)}
                </option>
              ))}
            </select>
          </label>
          {field('account', words.account)}
          {field('sender', words.dialogs.sender)}
        </>
      )}
      {field('reason', words.reason)}
    </ActionDialog>
  );
}
