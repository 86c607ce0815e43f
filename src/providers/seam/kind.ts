import type { ClientSessionRecord } from '../records.ts';
import { defineKind } from '../kind.ts';
import { createSeam } from './adapter.ts';
import { seamConfig, type SeamConfig } from './config.ts';

export const seam = defineKind<SeamConfig, ClientSessionRecord>({
  name: 'seam',
  label: 'Seam',
  description: 'Seam: client sessions, which let an app control locks, thermostats and other hardware.',
  config: seamConfig,
  create: createSeam,
  linkKeys: ['userIdentifierKey', 'email'],
  sessionName: 'Seam client session',
  details: 'ClientSession',
  searchedDetails: ['userIdentifierKey', 'userIdentityId', 'customerKey'],
});
