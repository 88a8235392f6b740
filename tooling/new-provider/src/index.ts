export { type ProgramEnd, plainEnvironment, runProgram } from './run-program.ts';
export { openScratchWorkspace, type ScratchWorkspace } from './scratch-workspace.ts';
