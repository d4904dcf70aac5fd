import type { Disposition } from '../contract-work';
import { useWords } from '../i18n/language';

interface Props {
  dispositions: readonly Disposition[];
  value: string;
  onChange: (id: string) => void;
}

/** What a conversation was about, out of the queue's tree: children are listed under their parent's name. */
export function DispositionField({ dispositions, value, onChange }: Props) {
  const words = useWords();
  const roots = dispositions.filter((one) => !one.parent);
  const childrenOf = (id: string) => dispositions.filter((one) => one.parent === id);
  return (
    <label class="field">
      <span>{words.disposition}</span>
      <select value={value} disabled={dispositions.length === 0} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{dispositions.length === 0 ? words.dialogs.noDispositions : words.wrapUp.choose}</option>
        {roots.map((root) => {
          const children = childrenOf(root.id);
          return children.length === 0 ? (
            <option key={root.id} value={root.id}>
              {root.name}
            </option>
          ) : (
            <optgroup key={root.id} label={root.name}>
              <option value={root.id}>{root.name}</option>
              {children.map((child) => (
                <option key={child.id} value={child.id}>
                  {child.name}
                </option>
              ))}
            </optgroup>
          );
        })}
      </select>
    </label>
  );
}
