import { command } from '@cdr/presets/tsup';

export default command('src/main.ts');
