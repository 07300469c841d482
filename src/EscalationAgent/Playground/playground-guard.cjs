// Runs the Playground as our child and takes it down with the bot: when the bot ends, however it ends,
// this program's input closes. Without it a killed bot would leave a Playground behind that holds the port.
'use strict';
const { spawn, spawnSync } = require('node:child_process');

const windows = process.platform === 'win32';
const [program, ...rest] = process.argv.slice(2);
const child = program.endsWith('.js')
  ? spawn(process.execPath, [program, ...rest], options(false))
  : spawn(program, rest, options(windows)); // npx is a .cmd on Windows, which only a shell starts.

let ending = false;

child.on('error', error => {
  console.error(error.message);
  process.exit(1);
});
child.on('exit', code => process.exit(ending ? 0 : code ?? 1));
process.stdin.on('end', end).on('close', end).on('error', end).resume();
process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', end);

function end() {
  if (ending) return;
  ending = true;
  signal('SIGTERM');
  setTimeout(() => {
    signal('SIGKILL');
    process.exit(0);
  }, 2000);
}

function signal(name) {
  try {
    if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    else process.kill(-child.pid, name); // A group of its own: npx starts a shell, and that starts the Playground.
  } catch {
    // Already gone, which is what was wanted.
  }
}

function options(shell) {
  return { shell, detached: !windows, stdio: ['ignore', 'inherit', 'inherit'] };
}
