import { useWords } from '../i18n/language';

type Texts = Readonly<Record<string, string>>;

/** A short word that tells a channel at a glance; one without a word of its own shows its first letters. */
export const channelGlyph = (glyphs: Texts, channel: string): string => glyphs[channel] ?? channel.slice(0, 2);

export const channelName = (names: Texts, channel: string): string => names[channel] ?? channel;

export function ChannelMark({ channel }: { channel: string }) {
  const { channels, channelGlyphs } = useWords();
  const name = channelName(channels, channel);
  return (
    <span class={`channel-mark tone-${channel}`} role="img" aria-label={name} title={name}>
      {channelGlyph(channelGlyphs, channel)}
    </span>
  );
}
