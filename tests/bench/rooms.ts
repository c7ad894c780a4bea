/** What measuring and picturing need of the pure rooms, bundled for Node by `load-rooms.mjs`. */
export { mint } from '$lib/attest/mint';
export { KNOWN_RULESETS } from '$lib/attest/rulesets';
export { verifyCode } from '$lib/attest/verify';
export { base64urlToBytes } from '$lib/codec/base64url';
export { inputOfBytes } from '$lib/intake/bytes-input';
export { importFiles } from '$lib/intake/pipeline';
export { drawQr } from '$lib/qr/draw';
export { addDays } from '$lib/records/day';
export { drinksToGrams } from '$lib/records/drinks';
export { parseRecords } from '$lib/records/records';
export { sampleMonth } from '$lib/records/sample';
export { hangzhou2020 } from '$lib/score/builtin';
export { evaluate } from '$lib/score/evaluate';
export { scoreHistory, updateHistory } from '$lib/score/history';
export { lifeEssential8 } from '$lib/score/life-essential-8';
export { historyPath } from '$lib/ui/history-path';
export { toDrawing } from '../e2e/code-video';
export { FakeCamera } from '../e2e/fake-camera';
