/** The pure face of the demonstration. */
export type { Demonstration, DemonstrationBody, DemonstrationCase } from './demonstration-file.ts';
export { toneRecording } from './tone.ts';
