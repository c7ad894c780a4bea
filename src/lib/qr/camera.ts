import { readQr } from './read';

export type CameraError =
	/** This browser or page has no camera interface (no https, for one). */
	| 'unsupported'
	| 'denied'
	/** No camera, or it is used by another program. */
	| 'unavailable';

/** Frames are read at most this often: enough for the eye, and the battery lasts the day. */
const FRAME_MS = 80;
/** Frames are read at this width: a code fills a third of it at arm's length. */
const FRAME_WIDTH = 720;

export interface Camera {
	/** Ends the stream and lets go of the device. */
	stop: () => void;
}

/**
 * Shows the camera in a video element and reports every code it reads. Nothing is recorded: a frame
 * lives in one canvas until the next one overwrites it.
 *
 * @param onText called for every frame that holds a readable code
 * @param onEnd called when the browser or the person takes the camera away
 */
export async function startCamera(
	video: HTMLVideoElement,
	onText: (text: string) => void,
	onEnd: () => void,
): Promise<{ ok: true; value: Camera } | { ok: false; error: CameraError }> {
	// Absent on pages without https, whatever the types say.
	const devices = navigator.mediaDevices as MediaDevices | undefined;
	if (devices === undefined) return { ok: false, error: 'unsupported' };
	let stream: MediaStream;
	try {
		stream = await devices.getUserMedia({
			audio: false,
			video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
		});
	} catch (cause) {
		const name = cause instanceof Error ? cause.name : '';
		return {
			ok: false,
			error: name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : 'unavailable',
		};
	}
	const canvas = document.createElement('canvas');
	const context = canvas.getContext('2d', { willReadFrequently: true });
	let timer: ReturnType<typeof setTimeout> | undefined;
	let running = true;

	const stop = () => {
		running = false;
		clearTimeout(timer);
		for (const track of stream.getTracks()) track.stop();
		video.srcObject = null;
	};
	for (const track of stream.getVideoTracks())
		track.addEventListener('ended', () => {
			if (!running) return;
			stop();
			onEnd();
		});

	const look = () => {
		if (!running) return;
		if (video.videoWidth > 0 && context !== null && document.visibilityState === 'visible') {
			const scale = Math.min(1, FRAME_WIDTH / video.videoWidth);
			canvas.width = Math.round(video.videoWidth * scale);
			canvas.height = Math.round(video.videoHeight * scale);
			context.drawImage(video, 0, 0, canvas.width, canvas.height);
			const text = readQr(context.getImageData(0, 0, canvas.width, canvas.height));
			if (text !== null) onText(text);
		}
		timer = setTimeout(look, FRAME_MS);
	};

	video.srcObject = stream;
	try {
		await video.play();
	} catch {
		stop();
		return { ok: false, error: 'unavailable' };
	}
	look();
	return { ok: true, value: { stop } };
}
