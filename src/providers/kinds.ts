/** Every kind of provider. A new one is a folder and a line here. */
import { clerk } from './clerk/kind.ts';
import type { AnyKind } from './kind.ts';
import { rocketchat } from './rocketchat/kind.ts';
import { seam } from './seam/kind.ts';
import { zendesk } from './zendesk/kind.ts';

export const kinds: readonly [AnyKind, ...AnyKind[]] = [clerk, rocketchat, zendesk, seam];
