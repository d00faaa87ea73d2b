/** The pure face of recording: recordings a case must bring along. */
export { recordingPart } from './recording.ts';
