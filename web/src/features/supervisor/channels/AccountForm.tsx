import { useState } from 'preact/hooks';
import type { ChannelAccount, ChannelSetting, ChannelShape } from '@/lib/contract-admin';
import { adminApi } from '@/lib/desk/admin-api';
import type { Problem } from '@/lib/http';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { channelName } from '@/lib/ui/ChannelMark';
import { Dialog } from '@/lib/ui/Dialog';
import { wordOf } from '@/lib/ui/event-text';
import { Notice } from '@/lib/ui/Notice';
import { useSupervisorWords } from '../words/words';

interface Props {
  shapes: readonly ChannelShape[];
  /** Null for a new one. */
  account: ChannelAccount | null;
  onDone: () => void;
  onClose: () => void;
}

/** A field for each setting the channel has. A secret that is there is never shown, and stays when its field is left empty. */
export function AccountForm({ shapes, account, onDone, onClose }: Props) {
  const words = useWords();
  const { channels: text } = useSupervisorWords();
  const [channel, setChannel] = useState(account?.channel ?? shapes[0]?.name ?? '');
  const [name, setName] = useState(account?.account ?? '');
  const [values, setValues] = useState<Readonly<Record<string, string>>>(account?.settings ?? {});
  const [problem, setProblem] = useState<Problem | null>(null);
  const shape = shapes.find((one) => one.name === channel);

  const has = (setting: string) => (values[setting] ?? '') !== '' || (account?.secrets.includes(setting) ?? false);

  async function save() {
    const begun = account
      ? {}
      : Object.fromEntries((shape?.settings ?? []).flatMap((one) => (one.default ? [[one.name, one.default]] : [])));
    const secrets = new Set((shape?.settings ?? []).filter((one) => one.secret).map((one) => one.name));
    const given = Object.fromEntries(
      Object.entries({ ...begun, ...values }).filter(([key, value]) => value !== '' || !secrets.has(key)),
    );
    const answer = await adminApi.saveAccount(channel, name, given);
    if (answer.ok) onDone();
    else setProblem(answer.problem);
  }

  return (
    <Dialog title={account ? text.edit : text.add} onClose={onClose}>
      <form
        class="account-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label>
          {text.channel}
          <select value={channel} disabled={account !== null} onChange={(event) => setChannel(event.currentTarget.value)}>
            {shapes.map((one) => (
              <option key={one.name} value={one.name}>
                {channelName(words.channels, one.name)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {text.account}
          <input
            required
            value={name}
            disabled={account !== null}
            pattern="[a-z0-9._\\-]{1,64}"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        {(shape?.settings ?? []).map((setting) => (
          <Setting
            key={`${channel} ${setting.name}`}
            setting={setting}
            isKept={account?.secrets.includes(setting.name) ?? false}
            value={values[setting.name] ?? (account ? '' : (setting.default ?? ''))}
            onChange={(value) => setValues({ ...values, [setting.name]: value })}
          />
        ))}
        {shape && shape.ways.length > 0 && <Ways shape={shape} has={has} />}
        {problem && <Notice>{faultsText(problem, text.faults) ?? problemText(problem, words)}</Notice>}
        <footer>
          <button type="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" class="primary">
            {words.save}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

/** What is wrong with which setting, all at once; null where the server says something else. */
function faultsText(problem: Problem, faults: Readonly<Record<string, string>>): string | null {
  if (problem.code !== 'invalid-request' || !problem.errors) return null;
  return Object.entries(problem.errors)
    .map(([setting, codes]) => `${setting}: ${codes.map((code) => wordOf(faults, code)).join(' ')}`)
    .join('; ');
}

interface WaysProps {
  shape: ChannelShape;
  has: (setting: string) => boolean;
}

/** Which of the ways by which messages come in is complete, and what the others lack. */
function Ways({ shape, has }: WaysProps) {
  const { channels: text } = useSupervisorWords();
  return (
    <div role="status">
      {text.waysIn}
      <ul>
        {shape.ways.map((way) => {
          const lacking = way.settings.filter((setting) => !has(setting));
          return (
            <li key={way.name} class={lacking.length === 0 ? '' : 'quiet'}>
              {wordOf(text.ways, way.name)}: {lacking.length === 0 ? text.whole : text.lacks(lacking.join(', '))}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface SettingProps {
  setting: ChannelSetting;
  isKept: boolean;
  value: string;
  onChange: (value: string) => void;
}

function Setting({ setting, isKept, value, onChange }: SettingProps) {
  const { channels: text } = useSupervisorWords();
  const hint = useLanguage() === 'en' ? setting.hintEn : setting.hintZh;
  const isNeeded = setting.required && !isKept;
  return (
    <label>
      <span>
        <code>{setting.name}</code> {isNeeded && <span class="quiet">{text.required}</span>}
      </span>
      {setting.choices.length > 0 ? (
        <select value={value} required={isNeeded} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="" />
          {setting.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <Field isSecret={setting.secret} value={value} isNeeded={isNeeded} hint={isKept ? text.kept : ''} onChange={onChange} />
      )}
      {hint && <span class="quiet">{hint}</span>}
    </label>
  );
}

interface FieldProps {
  isSecret: boolean;
  value: string;
  isNeeded: boolean;
  hint: string;
  onChange: (value: string) => void;
}

function Field({ isSecret, value, isNeeded, hint, onChange }: FieldProps) {
  return isSecret ? (
    <input
      type="password"
      autocomplete="new-password"
      value={value}
      required={isNeeded}
      placeholder={hint}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  ) : (
    <input
      autocomplete="off"
      value={value}
      required={isNeeded}
      placeholder={hint}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  );
}
