import '@sessiongraph/devices/element';

const element = document.querySelector('sessiongraph-devices');
if (element === null) throw new Error('element.html has no element.');
element.onError = ({ code }) => {
  document.title = code;
};
