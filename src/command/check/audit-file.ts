/** Whether the audit could be kept. Makes no file: one that belonged to whoever checks could keep the server out. */
import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Finding } from './finding.ts';

export async function checkAudit({ file }: Config['audit']): Promise<readonly Finding[]> {
  const about = { about: 'audit', id: 'audit' } as const;
  if (file === undefined) return [{ ...about, state: 'ok', message: 'Audit records go to standard output.' }];
  try {
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere && !(await stat(file)).isFile()) throw new Error('it is no file');
    await access(isThere ? file : dirname(resolve(file)), constants.R_OK | constants.W_OK);
    const message = `${file} can be ${isThere ? 'written to' : 'made'} by this user.`;
    return [{ ...about, state: 'ok', message }];
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'it is no file';
    const message = `${file} cannot be written to (${reason}): name a file in a directory that this user may write to, as audit.file.`;
    return [{ ...about, state: 'failed', message }];
  }
}
