/** The pure face of recording: recordings a case must bring along, and the files that belong to them. */
export { type AttachedFile, attachedFiles, type CaseRecording, recordingsOf } from './attached.ts';
export { recordingPart } from './recording.ts';
export { recordingRefusalStatus, sizeText } from './refusals.ts';
