import type { Order } from '@/lib/contract';
import { OrderLook } from '@/lib/ui/OrderLook';
import type { ContentKind, Fields } from './form';
import { useContentWords } from './words/words';

interface Props {
  kind: ContentKind;
  fields: Fields;
  onChange: (change: Fields) => void;
  onOrder: (order: Order) => void;
}

/** The fields of one kind. */
export function KindFields({ kind, fields, onChange, onOrder }: Props) {
  const text = useContentWords();
  const field = (name: string, label: string, hint?: string) => (
    <Line key={name} label={label} hint={hint} value={fields[name] ?? ''} onChange={(value) => onChange({ [name]: value })} />
  );
  const lines = (name: string, label: string, hint: string) => (
    <label class="field" key={name}>
      <span>{label}</span>
      <textarea rows={3} value={fields[name] ?? ''} onInput={(event) => onChange({ [name]: event.currentTarget.value })} />
      <small class="quiet">{hint}</small>
    </label>
  );
  switch (kind) {
    case 'place':
      return (
        <>
          {field('label', text.placeName)}
          {field('address', text.address)}
          <div class="field-pair">
            {field('latitude', text.latitude)}
            {field('longitude', text.longitude)}
          </div>
        </>
      );
    case 'page':
      return (
        <>
          {field('title', text.linkTitle)}
          {field('url', text.url, text.urlHint)}
          {field('description', text.description)}
        </>
      );
    case 'miniProgram':
      return (
        <>
          {field('cardTitle', text.cardTitle)}
          {field('appId', text.appId, text.appIdHint)}
          {field('path', text.path, text.pathHint)}
        </>
      );
    case 'choices':
      return (
        <>
          {field('question', text.question)}
          {lines('options', text.options, text.optionsHint)}
        </>
      );
    case 'orderCard':
      return (
        <>
          <OrderLook onFound={onOrder} />
          {field('order', text.order)}
          <div class="field-pair">
            {field('total', text.total)}
            {field('currency', text.currency)}
          </div>
          {field('status', text.status)}
          {field('orderLink', text.orderLink, text.urlHint)}
        </>
      );
    case 'template':
      return (
        <>
          <p class="quiet">{text.templateHint}</p>
          <div class="field-pair">
            {field('template', text.templateName)}
            {field('language', text.language)}
          </div>
          {lines('parameters', text.parameters, text.parametersHint)}
        </>
      );
  }
}

interface LineProps {
  label: string;
  hint: string | undefined;
  value: string;
  onChange: (value: string) => void;
}

const Line = ({ label, hint, value, onChange }: LineProps) => (
  <label class="field">
    <span>{label}</span>
    <input value={value} maxLength={1_000} onInput={(event) => onChange(event.currentTarget.value)} />
    {hint && <small class="quiet">{hint}</small>}
  </label>
);
