import type { ChannelInsights } from '@/lib/contract';
import { useDesk } from '@/lib/desk/desk';
import { clockText } from '@/lib/i18n/times';
import { useWords } from '@/lib/i18n/language';
import { channelName } from '@/lib/ui/ChannelMark';

export function LivePanel() {
  const words = useWords();
  const insights = useDesk((state) => state.insights);
  if (!insights) return null;
  return (
    <section class="insights" aria-labelledby="panel-insights">
      <h2 id="panel-insights">{words.insightsLabel}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.channel}</th>
            <th scope="col" class="figure">
              {words.insightOpen}
            </th>
            <th scope="col" class="figure">
              {words.insightWaiting}
            </th>
            <th scope="col" class="figure">
              {words.insightRate}
            </th>
            <th scope="col" class="figure">
              {words.insightFirstResponse}
            </th>
          </tr>
        </thead>
        <tbody>
          {insights.channels.map((row) => (
            <Row key={row.channel} name={channelName(words.channels, row.channel)} figures={row} />
          ))}
        </tbody>
        <tfoot>
          <Row name={words.insightTotal} figures={insights.totals} />
        </tfoot>
      </table>
    </section>
  );
}

const Row = ({ name, figures }: { name: string; figures: ChannelInsights }) => (
  <tr>
    <th scope="row">{name}</th>
    <td class="figure">{figures.open}</td>
    <td class="figure">{figures.waiting}</td>
    <td class="figure">{figures.messagesPerMinute}</td>
    <td class="figure">{figures.meanFirstResponseSeconds === null ? '–' : clockText(figures.meanFirstResponseSeconds * 1000)}</td>
  </tr>
);
