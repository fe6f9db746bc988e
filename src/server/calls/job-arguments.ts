import { z } from 'zod';

const by = z.string('by has to be text').min(1, 'by is empty').max(128, 'by is too long');
const search = z.string('text has to be text').max(255, 'text is too long').optional();
const none = z.strictObject({}).transform(() => undefined);
const wholeNumber = z.number().int().min(0);

const kind = z.enum([
  'New',
  'Updated',
  'Gone',
  'Skipped',
  'No change',
  'Create',
  'Update',
  'Deactivate',
  'Enable',
  'Membership',
  'Only in Secret Server',
]);

const choice = z
  .strictObject({
    users: z.boolean(),
    groups: z.boolean(),
    inactive: z.boolean(),
    domains: z.array(z.string().max(255)).max(100).optional(),
    groupText: search,
  })
  .refine(({ users, groups }) => users || groups, 'choose users, groups or both');

/** What the calls of import, resync and their previews take. */
export const jobSchemas = {
  'import.preview': z.strictObject({ choice, by }),
  'job.get': none,
  'job.stop': none,
  'plan.rows': z.strictObject({
    kind: kind.optional(),
    text: search,
    offset: wholeNumber.optional(),
    limit: z.number().int().min(1).max(500).optional(),
  }),
  'plan.row': z.strictObject({ id: wholeNumber }),
  'plan.tick': z.strictObject({
    ids: z.array(wholeNumber).max(100_000).optional(),
    kind: kind.optional(),
    ticked: z.boolean(),
  }),
  'plan.apply': z.strictObject({ removals: wholeNumber.optional(), by }),
  'plan.discard': none,
  'plan.export': none,
};
