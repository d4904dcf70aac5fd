import { useEffect, useState } from 'preact/hooks';
import { unreadInMine } from '@/lib/desk/conversations';
import { desk } from '@/lib/desk/desk';
import { useWords } from '@/lib/i18n/language';
import { readStored, writeStored } from '@/lib/storage';
import { Icon } from '@/lib/ui/Icon';
import { chime } from './chime';

const key = 'omni.sound';

/** Off until asked for: browsers allow a page to sound only after the user touched it. */
export function SoundSwitch() {
  const words = useWords();
  const [isOn, setOn] = useState(() => readStored(key, false));
  useEffect(() => {
    if (!isOn) return;
    let last = unreadInMine(desk.get());
    return desk.subscribe(() => {
      const now = unreadInMine(desk.get());
      if (now > last) chime();
      last = now;
    });
  }, [isOn]);

  const label = isOn ? words.soundOn : words.soundOff;
  return (
    <button
      type="button"
      class="plain"
      aria-pressed={isOn}
      aria-label={label}
      title={label}
      onClick={() => {
        writeStored(key, !isOn);
        setOn(!isOn);
        if (!isOn) chime();
      }}
    >
      <Icon name={isOn ? 'sound' : 'mute'} />
    </button>
  );
}
