import type { Summary } from '@/lib/contract';
import type { Timer } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { useCloseDialog } from '@/lib/desk/dialog';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { fullText, spanText } from '@/lib/i18n/times';
import { Dialog } from '@/lib/ui/Dialog';
import { wordOf } from '@/lib/ui/event-text';
import { useLoaded } from '@/lib/ui/loaded';
import { Notice } from '@/lib/ui/Notice';
import { useWhyWords } from './words/words';

/** Each timer with when it was due, when it fired and how late, how long it stood still, and by which calendar. */
export function TimersDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const close = useCloseDialog();
  const why = useWhyWords();
  const { value, problem } = useLoaded(() => api.timers(summary.id), `${summary.id} ${summary.version}`);
  return (
    <Dialog title={why.timersTitle} onClose={close} wide>
      {problem && <Notice>{problemText(problem, words)}</Notice>}
      {!value && !problem && <p class="quiet">{words.loading}</p>}
      {value && value.items.length === 0 && <p class="quiet">{why.noTimers}</p>}
      {value && value.items.length > 0 && (
        <div class="table-frame" tabIndex={0} role="region" aria-label={why.timersTitle}>
          <table>
            <thead>
              <tr>
                <th scope="col">{why.timer}</th>
                <th scope="col">{why.due}</th>
                <th scope="col">{why.fired}</th>
                <th scope="col" class="figure">
                  {why.lateness}
                </th>
                <th scope="col">{why.pauses}</th>
                <th scope="col">{why.calendar}</th>
              </tr>
            </thead>
            <tbody>
              {value.items.map((timer, index) => (
                <Row key={index} timer={timer} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Dialog>
  );
}

function Row({ timer }: { timer: Timer }) {
  const words = useWords();
  const why = useWhyWords();
  const language = useLanguage();
  // The server names a clock by its measure, and what fired of it by the part of the target.
  const name = timer.measure
    ? timer.name.replace(timer.measure, words.measures[timer.measure])
    : wordOf({ ...words.measures, ...why.timers }, timer.name);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{timer.dueAt ? fullText(timer.dueAt, language) : '–'}</td>
      <td>{timer.firedAt ? fullText(timer.firedAt, language) : <span class="quiet">{why.timerStates[timer.state]}</span>}</td>
      <td class="figure">{timer.latenessMs === null ? '–' : why.milliseconds(timer.latenessMs)}</td>
      <td>{timer.pauses.map((pause) => pauseText(pause, words, why.stillPaused)).join(', ') || '–'}</td>
      <td>{timer.calendarVersion ?? '–'}</td>
    </tr>
  );
}

const pauseText = (
  pause: { from: string; to: string | null },
  words: Parameters<typeof spanText>[1],
  stillPaused: string,
): string => (pause.to ? spanText(Date.parse(pause.to) - Date.parse(pause.from), words) : stillPaused);
