import { readQr } from './read';

export type CameraError =
	/** This browser or page has no camera interface (no https, for one). */
	| 'unsupported'
	| 'denied'
	/** No camera, or it is used by another program. */
	| 'unavailable';

/** Frames are read at most this often: enough for the eye, and the battery lasts the day. */
const FRAME_MS = 80;
/** What a slow device has between two frames for everything else. */
const REST_MS = 20;
/** Frames are read at this width: a code fills a third of it at arm's length. */
const FRAME_WIDTH = 720;

export interface CameraChoice {
	readonly id: string;
	/** As the device calls it; empty before the camera was ever allowed. */
	readonly label: string;
}

export interface Camera {
	/** Which one it is, by the id of `CameraChoice`; empty where the browser does not say. */
	readonly id: string;
	/** Every camera of the device. */
	readonly choices: readonly CameraChoice[];
	/** Switches its light; null where it has none. */
	readonly torch: ((on: boolean) => Promise<void>) | null;
	/** Ends the stream and lets go of the device. */
	readonly stop: () => void;
}

/** As browsers with a torch have them; TypeScript's DOM types do not. */
interface TorchCapabilities extends MediaTrackCapabilities {
	readonly torch?: boolean;
}

interface TorchConstraints extends MediaTrackConstraintSet {
	readonly torch: boolean;
}

export interface CameraOptions {
	readonly video: HTMLVideoElement;
	/** Id of the camera to use; without one, the one that looks away from the person. */
	readonly id?: string | undefined;
	/** Whether a code would be looked at now; while not, frames are shown and not read. */
	readonly isWanted: () => boolean;
	/** Called for every frame that is read and holds a code. */
	readonly onText: (text: string) => void;
	/** Called when the browser or the person takes the camera away. */
	readonly onEnd: () => void;
}

/**
 * Shows the camera in a video element and reports every code it reads. Nothing is recorded: a frame
 * lives in one canvas until the next one overwrites it.
 */
export async function startCamera({
	video,
	id,
	isWanted,
	onText,
	onEnd,
}: CameraOptions): Promise<{ ok: true; value: Camera } | { ok: false; error: CameraError }> {
	// Absent on pages without https, whatever the types say.
	const devices = navigator.mediaDevices as MediaDevices | undefined;
	if (devices === undefined) return { ok: false, error: 'unsupported' };
	const which = id === undefined ? { facingMode: 'environment' } : { deviceId: { exact: id } };
	let stream: MediaStream;
	try {
		stream = await devices.getUserMedia({
			audio: false,
			video: { ...which, width: { ideal: 1280 }, height: { ideal: 720 } },
		});
	} catch (cause) {
		const name = cause instanceof Error ? cause.name : '';
		return {
			ok: false,
			error: name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : 'unavailable',
		};
	}
	const stopReading = readFrames(video, isWanted, onText);
	const stop = () => {
		stopReading();
		for (const track of stream.getTracks()) track.stop();
		video.srcObject = null;
	};
	const [track] = stream.getVideoTracks();
	// Fires only when something else ends the track, not on `stop`.
	track?.addEventListener('ended', () => {
		stop();
		onEnd();
	});

	video.srcObject = stream;
	try {
		await video.play();
	} catch {
		stop();
		return { ok: false, error: 'unavailable' };
	}
	const inputs = (await devices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
	return {
		ok: true,
		value: {
			id: track?.getSettings().deviceId ?? '',
			choices: inputs.map(({ deviceId, label }) => ({ id: deviceId, label })),
			torch: track === undefined ? null : torchOf(track),
			stop,
		},
	};
}

function torchOf(track: MediaStreamTrack): ((on: boolean) => Promise<void>) | null {
	// Firefox has no getCapabilities on tracks.
	if (!('getCapabilities' in track)) return null;
	const { torch } = track.getCapabilities() as TorchCapabilities;
	if (torch !== true) return null;
	return async (on) => {
		const light: TorchConstraints = { torch: on };
		await track.applyConstraints({ advanced: [light] });
	};
}

/** Reads frame after frame until the returned function is called. */
function readFrames(
	video: HTMLVideoElement,
	isWanted: () => boolean,
	onText: (text: string) => void,
): () => void {
	const canvas = document.createElement('canvas');
	const context = canvas.getContext('2d', { willReadFrequently: true });
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isRunning = true;
	const look = () => {
		if (!isRunning) return;
		const began = performance.now();
		const isSeen = video.videoWidth > 0 && document.visibilityState === 'visible';
		if (isSeen && context !== null && isWanted()) {
			const scale = Math.min(1, FRAME_WIDTH / video.videoWidth);
			canvas.width = Math.round(video.videoWidth * scale);
			canvas.height = Math.round(video.videoHeight * scale);
			context.drawImage(video, 0, 0, canvas.width, canvas.height);
			const text = readQr(context.getImageData(0, 0, canvas.width, canvas.height));
			if (text !== null) onText(text);
		}
		timer = setTimeout(look, Math.max(REST_MS, FRAME_MS - (performance.now() - began)));
	};
	look();
	return () => {
		isRunning = false;
		clearTimeout(timer);
	};
}
