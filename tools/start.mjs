// `npm start`: installs and builds what is missing or stale, then serves. Options after `--` go to `utsuwa start`.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { buildWhatIsStale } from './build.mjs';
import { install, root } from './install.mjs';

install('serve');
buildWhatIsStale();

const server = spawn(process.execPath, [path.join(root, 'dist/cli.js'), 'start', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) =>
  process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
);
