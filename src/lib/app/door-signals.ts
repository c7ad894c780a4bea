/** Two sounds and two vibrations that differ: a guard who looks at the person hears the verdict. */
const GOOD = { hertz: [880, 1320], vibration: [60] };
const NOT_GOOD = { hertz: [220, 220], vibration: [200, 100, 200] };
const TONE_SECONDS = 0.12;
const GAP_SECONDS = 0.16;
const VOLUME = 0.15;

let context: AudioContext | undefined;

export function signal(isGood: boolean): void {
	const { hertz, vibration } = isGood ? GOOD : NOT_GOOD;
	// Not on every device, and not before a tap: the screen says the same.
	if ('vibrate' in navigator) navigator.vibrate(vibration);
	try {
		context ??= new AudioContext();
	} catch {
		return;
	}
	for (const [index, frequency] of hertz.entries()) {
		const oscillator = new OscillatorNode(context, { frequency });
		const volume = new GainNode(context, { gain: VOLUME });
		oscillator.connect(volume).connect(context.destination);
		const at = context.currentTime + index * GAP_SECONDS;
		oscillator.start(at);
		oscillator.stop(at + TONE_SECONDS);
	}
}
