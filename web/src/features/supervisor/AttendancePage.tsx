import { useState } from 'preact/hooks';
import type { Attendance } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { spanText, timeText } from '@/lib/i18n/times';
import { Empty } from '@/lib/ui/Empty';
import { useLoaded } from '@/lib/ui/loaded';
import { Page } from '@/lib/ui/Page';
import { Requests } from './Requests';
import { useSupervisorWords } from './words/words';

/** Who was there when, a day at a time, and who asks to be away. */
export function AttendancePage() {
  const words = useWords();
  const { attendance } = useSupervisorWords();
  const [day, setDay] = useState('');
  const { value, problem } = useLoaded(() => api.attendance(day), day);
  const tools = (
    <label class="inline-field">
      <span class="quiet">{attendance.day}</span>
      <input
        type="date"
        value={day || value?.day || ''}
        onInput={(event) => event.currentTarget.value && setDay(event.currentTarget.value)}
      />
    </label>
  );
  return (
    <Page title={words.pages.attendance} problem={problem} tools={tools}>
      <Requests />
      {!value && !problem && <Empty title={words.loading} />}
      {value && value.items.length === 0 && <Empty title={attendance.nobody} />}
      {value && value.items.length > 0 && (
        <div class="table-frame" tabIndex={0} role="region" aria-label={words.pages.attendance}>
          <table class="wide">
            <thead>
              <tr>
                <th scope="col">{words.candidate}</th>
                <th scope="col">{attendance.firstLogIn}</th>
                <th scope="col">{attendance.lastLogOut}</th>
                <th scope="col" class="figure">
                  {attendance.online}
                </th>
                <th scope="col" class="figure">
                  {attendance.busy}
                </th>
                <th scope="col" class="figure">
                  {attendance.away}
                </th>
                <th scope="col" class="figure">
                  {attendance.share}
                </th>
                <th scope="col">{attendance.address}</th>
              </tr>
            </thead>
            <tbody>
              {value.items.map((item) => (
                <Row key={item.agent.id} item={item} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Page>
  );
}

function Row({ item }: { item: Attendance }) {
  const words = useWords();
  const language = useLanguage();
  const span = (seconds: number) => spanText(seconds * 1000, words);
  const present = item.onlineSeconds + item.awaySeconds;
  return (
    <tr>
      <th scope="row">{item.agent.name}</th>
      <td>{item.firstLogIn ? timeText(item.firstLogIn, language) : '–'}</td>
      <td>{item.lastLogOut ? timeText(item.lastLogOut, language) : '–'}</td>
      <td class="figure">{span(item.onlineSeconds)}</td>
      <td class="figure">{span(item.busySeconds)}</td>
      <td class="figure">{span(item.awaySeconds)}</td>
      <td class="figure">{present === 0 ? '–' : `${Math.round((100 * item.onlineSeconds) / present)} %`}</td>
      <td>{item.address ?? '–'}</td>
    </tr>
  );
}
