import { library } from '@cdr/presets/tsup';

export default library(['src/index.ts', 'src/main.ts']);
