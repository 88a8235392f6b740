export { workspaceTests as default } from '@cdr/presets/vitest';
