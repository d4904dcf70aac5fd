import { useState } from 'preact/hooks';
import type { Order } from '../contract';
import type { Shop } from '../contract-work';
import { api } from '../desk/api';
import { useDesk } from '../desk/desk';
import type { Problem } from '../http';
import { useWords } from '../i18n/language';
import { problemText } from '../i18n/problems';
import { channelName } from './ChannelMark';

const noShops: readonly Shop[] = [];
const maxNumberLength = 64;

/** Asks a shop's platform for an order by the number people know. Nothing is shown where no shop can be asked. */
export function OrderLook({ onFound }: { onFound: (order: Order) => void }) {
  const words = useWords();
  const shops = useDesk((state) => state.session?.shops ?? noShops);
  const [chosen, setChosen] = useState(0);
  const [number, setNumber] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const shop = shops[chosen];
  if (!shop) return null;

  async function find() {
    if (!shop || number.trim() === '') return;
    setBusy(true);
    const answer = await api.order(shop.channel, shop.account, number.trim());
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) onFound(answer.value);
  }

  return (
    <div class="order-look">
      {shops.length > 1 && (
        <select aria-label={words.shop} value={String(chosen)} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
          {shops.map((one, index) => (
            <option key={`${one.channel} ${one.account}`} value={String(index)}>
              {channelName(words.channels, one.channel)} · {one.account}
            </option>
          ))}
        </select>
      )}
      <input
        aria-label={words.orderNumber}
        placeholder={words.orderNumber}
        maxLength={maxNumberLength}
        value={number}
        onInput={(event) => setNumber(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.isComposing) return;
          // It stands in forms that send something else by Enter.
          event.preventDefault();
          void find();
        }}
      />
      <button type="button" class="small" disabled={isBusy || number.trim() === ''} onClick={() => void find()}>
        {words.find}
      </button>
      {problem && (
        <p class="over" role="alert">
          {problem.code === 'not-found' ? words.orderUnknown : problemText(problem, words)}
        </p>
      )}
    </div>
  );
}
