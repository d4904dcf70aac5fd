import { useWords } from '../i18n/language';
import { channelGlyph, channelTone } from './marks';

export function ChannelMark({ channel }: { channel: string }) {
  const name = channelName(useWords().channels, channel);
  return (
    <span class={`channel-mark ${channelTone(channel)}`} role="img" aria-label={name} title={name}>
      {channelGlyph(channel)}
    </span>
  );
}

export const channelName = (names: Readonly<Record<string, string>>, channel: string): string => names[channel] ?? channel;
