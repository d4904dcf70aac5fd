const quietestGapMs = 1_500;
let context: AudioContext | undefined;
let lastMs = -Infinity;

/** One soft tone, at most once in a while: a burst of messages is one event to the ear. */
export function chime(): void {
  if (performance.now() - lastMs < quietestGapMs) return;
  lastMs = performance.now();
  context ??= new AudioContext();
  const [tone, volume, at] = [context.createOscillator(), context.createGain(), context.currentTime];
  tone.frequency.setValueAtTime(660, at);
  tone.frequency.setValueAtTime(880, at + 0.09);
  volume.gain.setValueAtTime(0.06, at);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.35);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + 0.4);
}
