import { z } from 'zod';
import { baseUrl, commonProviderShape, headerSecret, secret } from '../config.ts';
import { maxTextLength } from '../text.ts';

/** Seam tells its credentials apart by their first letters, and so do its own libraries (seamapi/javascript-http, token.ts). */
const otherThanApiKey = [
  { prefix: 'seam_at', hint: 'is a personal access token: give it as personalAccessToken, with workspaceId' },
  { prefix: 'seam_cst', hint: 'is a client session token, which is for browsers: give an API key' },
  { prefix: 'seam_pk', hint: 'is a publishable key, which may not read sessions: give an API key' },
];

const apiKey = secret.superRefine((key, context) => {
  const other = otherThanApiKey.find(({ prefix }) => key.startsWith(prefix));
  if (other !== undefined) {
    context.addIssue({ code: 'custom', message: `${other.hint} (Seam Console, Developer, API Keys)` });
  } else if (!/^seam_[\x21-\x7e]+$/.test(key)) {
    context.addIssue({
      code: 'custom',
      message: 'must start with "seam_": copy the API key from Seam Console, Developer, API Keys',
    });
  }
});

const personalAccessToken = secret.regex(
  /^seam_at[\x21-\x7e]+$/,
  'must start with "seam_at"; an API key is given as apiKey',
);

/** A provider entry of kind `seam`. */
export const seamConfig = z
  .strictObject({
    ...commonProviderShape,
    kind: z.literal('seam'),
    baseUrl: baseUrl.default('https://connect.getseam.com'),
    /** Bound to one workspace. */
    apiKey: apiKey.optional(),
    /** Belongs to a person, who may be in many workspaces; therefore `workspaceId`. */
    personalAccessToken: personalAccessToken.optional(),
    workspaceId: headerSecret.max(maxTextLength).optional(),
    linkBy: z.enum(['userIdentifierKey', 'email']).default('userIdentifierKey'),
  })
  .refine((config) => (config.apiKey === undefined) !== (config.personalAccessToken === undefined), {
    path: ['apiKey'],
    message: 'give either apiKey, or personalAccessToken with workspaceId, and not both',
  })
  .refine((config) => config.personalAccessToken === undefined || config.workspaceId !== undefined, {
    path: ['workspaceId'],
    message: 'is required with personalAccessToken: one of its workspaces must be chosen',
  })
  .refine((config) => config.apiKey === undefined || config.workspaceId === undefined, {
    path: ['workspaceId'],
    message: 'goes with personalAccessToken only: an API key is bound to its workspace, so leave it out',
  });

export type SeamConfig = z.output<typeof seamConfig>;
