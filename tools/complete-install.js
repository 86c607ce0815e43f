// npm leaves out platform packages that do not run on the Node it was started with. The tools here run on the Node of the pinned package
// `node`, so after an install by an old Node (18) the left-out packages are added under that one.
import { execFileSync } from 'node:child_process';

const installingNode = /node\/v(\d+)/.exec(process.env.npm_config_user_agent ?? '')?.[1];
const npm = process.env.npm_execpath;
if (
  installingNode !== undefined &&
  Number(installingNode) < 20 &&
  npm !== undefined &&
  !process.env.SESSIONGRAPH_COMPLETING
) {
  execFileSync(
    process.execPath,
    [npm, 'install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'],
    {
      stdio: 'inherit',
      env: { ...process.env, SESSIONGRAPH_COMPLETING: '1', npm_config_user_agent: '' },
    },
  );
}
