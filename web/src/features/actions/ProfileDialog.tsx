import { useEffect, useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import { api } from '@/lib/desk/api';
import { useDesk } from '@/lib/desk/desk';
import { refresh } from '@/lib/desk/sync';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { useLoaded } from '@/lib/ui/loaded';
import { Notice } from '@/lib/ui/Notice';
import { ActionDialog } from './ActionDialog';
import { readLabels } from './labels';
import { attributesText, readAttributes } from './profile';

/** What is known of the customer: rules for routing go by it. */
export function ProfileDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const agents = useDesk((state) => state.agents);
  const { value, problem } = useLoaded(() => api.person(summary.person.id), summary.person.id);
  const [form, setForm] = useState({ tier: '', language: '', tags: '', owner: '', attributes: '' });
  useEffect(() => {
    if (!value) return;
    const { tier, language, tags, owner, attributes } = value.profile;
    setForm({
      tier: tier ?? '',
      language: language ?? '',
      tags: tags.join(', '),
      owner: owner?.id ?? '',
      attributes: attributesText(attributes),
    });
  }, [value]);

  const attributes = readAttributes(form.attributes);
  async function save() {
    const answer = await api.saveProfile(summary.person.id, {
      tier: form.tier.trim() || null,
      language: form.language.trim() || null,
      tags: readLabels(form.tags),
      owner: form.owner || null,
      attributes: attributes ?? {},
    });
    void refresh(summary.id);
    return answer.ok ? null : answer.problem;
  }

  const field = (name: 'tier' | 'language' | 'tags', label: string) => (
    <label class="field">
      <span>{label}</span>
      <input
        value={form[name]}
        autoComplete="off"
        onInput={(event) => setForm({ ...form, [name]: event.currentTarget.value })}
        data-first={name === 'tier' ? true : undefined}
      />
    </label>
  );
  return (
    <ActionDialog
      title={words.actions.profile}
      submit={words.save}
      hint={words.dialogs.profileHint}
      canSubmit={value !== null && attributes !== null}
      onSubmit={save}
    >
      {problem && <Notice>{problemText(problem, words)}</Notice>}
      {field('tier', words.tier)}
      {field('language', words.personLanguage)}
      {field('tags', words.tags)}
      <label class="field">
        <span>{words.owner}</span>
        <select value={form.owner} onChange={(event) => setForm({ ...form, owner: event.currentTarget.value })}>
          <option value="">{words.none}</option>
          {[...agents.values()].map((agent) => (
            <option key={agent.id} value={agent.id}>
              {agent.name}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{words.attributes}</span>
        <textarea
          rows={4}
          value={form.attributes}
          aria-invalid={attributes === null}
          spellcheck={false}
          onInput={(event) => setForm({ ...form, attributes: event.currentTarget.value })}
        />
        {attributes === null && <small class="over">{words.dialogs.attributesFault}</small>}
      </label>
    </ActionDialog>
  );
}
