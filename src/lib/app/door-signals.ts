/** Two sounds and two vibrations that differ: a guard who looks at the person hears the verdict. */
const GOOD = { hertz: [880, 1320], vibration: [60] };
const NOT_GOOD = { hertz: [220, 220], vibration: [200, 100, 200] };
const TONE_SECONDS = 0.12;
const GAP_SECONDS = 0.16;
const VOLUME = 0.15;

let context: AudioContext | undefined;

/**
 * Tells a verdict to ear and hand, once the eye has it: a browser that opens its sound for the first
 * time holds everything else up meanwhile.
 */
export function signal(isGood: boolean): void {
	// The task after the next frame's callbacks: then that frame has been painted.
	requestAnimationFrame(() => {
		setTimeout(() => {
			play(isGood ? GOOD : NOT_GOOD);
		});
	});
}

function play({ hertz, vibration }: typeof GOOD): void {
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
