// npm 10 takes the link to the Node that it brought away again, with the links of the same name to the packages for other platforms: then
// scripts and tools would run on whatever Node is installed.
'use strict';

var fs = require('fs');
var path = require('path');
var broughtNode = require('../bin/brought-node.cjs');

var node = broughtNode();
var link = path.join(__dirname, '../node_modules/.bin/node');
if (node !== null && process.platform !== 'win32' && !fs.existsSync(link))
  fs.symlinkSync(path.relative(path.dirname(link), node), link);
