import { useState } from 'preact/hooks';
import type { Order, Summary } from '@/lib/contract';
import { desk, useDesk } from '@/lib/desk/desk';
import { useSeat } from '@/lib/desk/seat';
import { possible } from '@/lib/desk/actions';
import { dialogOpened } from '@/lib/desk/state';
import { useWords } from '@/lib/i18n/language';
import { OrderLook } from '@/lib/ui/OrderLook';

const mostLines = 20;

/** Orders of the tenant's shops, asked for at their platforms; one that was found can be sent as a card. */
export function Orders({ summary }: { summary: Summary }) {
  const words = useWords();
  const seat = useSeat();
  const hasShops = useDesk((state) => (state.session?.shops?.length ?? 0) > 0);
  const [order, setOrder] = useState<Order | null>(null);
  if (!hasShops) return null;
  const canSend = possible(summary, seat).includes('content');
  return (
    <section aria-labelledby="panel-orders">
      <h2 id="panel-orders">{words.orders}</h2>
      <OrderLook onFound={setOrder} />
      {order && (
        <div class="order" role="status">
          <p>
            <strong>{order.id}</strong> {order.status && <span class="tag">{order.status}</span>}
          </p>
          {order.total && (
            <p>
              {order.total} {order.currency}
            </p>
          )}
          <ul>
            {order.lines.slice(0, mostLines).map((line, index) => (
              <li key={index}>
                {line.title} × {line.quantity} {line.price && <span class="quiet">{line.price}</span>}
              </li>
            ))}
          </ul>
          {canSend && (
            <button
              type="button"
              class="small"
              onClick={() =>
                desk.update((state) =>
                  dialogOpened(state, { name: 'content', conversationId: summary.id, content: { type: 'orderCard', order } }),
                )
              }
            >
              {words.sendAsCard}
            </button>
          )}
        </div>
      )}
    </section>
  );
}
