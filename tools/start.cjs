// `npm start`: what an install with --ignore-scripts left out, then the program.
'use strict';

var childProcess = require('child_process');
var path = require('path');

childProcess.spawnSync(process.execPath, [path.join(__dirname, 'build-page.js'), '--if-old'], {
  stdio: 'inherit',
});
// oxlint-disable-next-line import/no-unassigned-import -- it is the program
require('../bin/sessiongraph.cjs');
