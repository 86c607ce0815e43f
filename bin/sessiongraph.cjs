#!/usr/bin/env node
// Starts the program on the Node that was installed with it, or on the one that reads this where there is none for the platform (macOS,
// Alpine). In old JavaScript on purpose: every Node can read it, and say which one is needed.
'use strict';

var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');
var broughtNode = require('./brought-node.cjs');
// A young generation of 32 MB instead of 16: a request that calls many providers takes a third less CPU. And nothing is born old: V8 would place
// among the old objects what often outlives a collection, and all that those point to then lives on until the whole memory is looked through. With
// twenty lists a request nearly all of every request did, for a third of the CPU and 70 MB. And the old ones are looked through when they have grown
// by 80 %, instead of to several times of what is needed: 90 MB less for 2 % of the CPU.
var nodeFlags = require('./node-flags.json');

// The first that runs TypeScript as it is, and the first that undici runs on.
var needed = { major: 22, minor: 19 };

// A checkout runs its sources, a package what was built of them.
var sources = path.join(__dirname, '../src/main.ts');
var program = fs.existsSync(sources) ? sources : path.join(__dirname, '../dist/main.js');

var node = broughtNode() || (isNewEnough(process.versions.node) ? process.execPath : null);
if (node === null) {
  process.stderr.write(
    'sessiongraph: this is Node ' +
      process.versions.node +
      '; it takes ' +
      needed.major +
      '.' +
      needed.minor +
      ' or later. Install Node 24 from https://nodejs.org, or, on Linux and Windows, install again without --omit=optional: that brings Node\n',
  );
  process.exit(1);
}
run(node, nodeFlags.concat(process.execArgv, program, process.argv.slice(2)));

function isNewEnough(version) {
  var parts = version.split('.').map(Number);
  return parts[0] > needed.major || (parts[0] === needed.major && parts[1] >= needed.minor);
}

function run(file, parameters) {
  // In place of this process, where Node can do that: signals, exit code and memory are the program's alone.
  if (process.execve) process.execve(file, [file].concat(parameters), process.env);

  var child = childProcess.spawn(file, parameters, { stdio: 'inherit' });
  child.on('error', function (error) {
    process.stderr.write('sessiongraph: ' + error.message + '\n');
    process.exit(1);
  });
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      // Ctrl-C reaches both by itself, and a second SIGINT would end the server before it has drained.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  });
  // npx starts this by a shell, and tells only that to end.
  if (process.env.npm_command === 'exec') {
    var shell = process.ppid;
    setInterval(function () {
      if (process.ppid === shell) return;
      shell = process.ppid;
      child.kill('SIGTERM');
    }, 200);
  }
  child.on('exit', function (code, signal) {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
