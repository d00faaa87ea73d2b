// A small recording that we make ourselves: mono, 8 bits, 8,000 samples a second, as WAV (RIFF, PCM).

const rate = 8000;

/**
 * A sound of some seconds that changes its pitch every half second, so that one hears where it is.
 *
 * @param seconds - whole, at least 1
 * @param pitches - in hertz, one after the other, from the beginning again when they are used up
 * @returns the bytes of a WAV file
 */
export function toneRecording(seconds: number, pitches: readonly number[]): Uint8Array {
  const samples = seconds * rate;
  const bytes = new Uint8Array(44 + samples);
  const view = new DataView(bytes.buffer);
  const word = (at: number, text: string) => {
    for (let index = 0; index < text.length; index += 1)
      view.setUint8(at + index, text.charCodeAt(index));
  };
  word(0, 'RIFF');
  view.setUint32(4, 36 + samples, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  word(36, 'data');
  view.setUint32(40, samples, true);
  for (let at = 0; at < samples; at += 1) {
    const pitch = pitches[Math.floor((at * 2) / rate) % pitches.length] ?? 440;
    bytes[44 + at] = 128 + Math.round(60 * Math.sin((2 * Math.PI * pitch * at) / rate));
  }
  return bytes;
}
