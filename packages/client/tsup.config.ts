import { library } from '@cdr/presets/tsup';

export default library();
