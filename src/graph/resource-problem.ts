import type { ProblemRecord } from '../providers/client-sessions-api.ts';
import { builder } from './builder.ts';
import { describedEnum } from './described-enum.ts';

const ProblemSeverity = describedEnum<ProblemRecord['severity']>(
  'ProblemSeverity',
  'How bad a problem is that Seam reports.',
  {
    ERROR: 'It keeps the resource from working.',
    WARNING: 'The resource works, but not quite as it should.',
  },
);

export const ResourceProblem = builder.objectRef<ProblemRecord>('ResourceProblem').implement({
  description: 'An error or warning that Seam reports on a device, account or user identity.',
  fields: (t) => ({
    severity: t.expose('severity', {
      type: ProblemSeverity,
      nullable: false,
      description: 'Error or warning.',
    }),
    code: t.exposeString('code', {
      nullable: false,
      description:
        'Seam\'s code, such as "device_offline", or "unknown" when Seam tells it in a form that cannot be read. New ones appear often, so treat it as open.',
    }),
    message: t.exposeString('message', {
      description: "Seam's explanation for people; null when there is none.",
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'Since when; null when Seam does not tell.',
    }),
  }),
});
