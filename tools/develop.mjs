// `npm run check`, `npm run bench` …: installs and builds what is missing or stale, then runs the TypeScript file that it is given.
import { spawnSync } from 'node:child_process';
import { buildWhatIsStale } from './build.mjs';
import { install, root } from './install.mjs';

install('develop');
buildWhatIsStale();

const { status } = spawnSync(
  process.execPath,
  ['--import', import.meta.resolve('tsx'), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
process.exit(status ?? 1);
