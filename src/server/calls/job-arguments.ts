import { z } from 'zod';

const by = z.string('by has to be text').min(1, 'by is empty').max(128, 'by is too long');
const search = z.string('text has to be text').max(255, 'text is too long').optional();
const none = z.strictObject({}).transform(() => undefined);
const wholeNumber = z.number().int().min(0);
const pageSize = z.number().int().min(1).max(500).optional();

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

const type = z.enum(['User', 'Group']);
const id = z.number().int().positive();

/** What the calls of import, resync and their previews take. */
export const jobSchemas = {
  'import.preview': z.strictObject({ choice, by }),
  'resync.preview': z.strictObject({ by }),
  'resync.user': z.strictObject({ id, by }),
  'job.get': none,
  'job.stop': none,
  'plan.rows': z.strictObject({
    kind: kind.optional(),
    text: search,
    offset: wholeNumber.optional(),
    limit: pageSize,
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

/** What the calls about users and groups take. */
export const peopleSchemas = {
  'people.list': z.strictObject({
    type,
    state: z.enum(['Active', 'Inactive', 'Not linked', 'Conflict']).optional(),
    text: search,
    after: id.optional(),
    limit: pageSize,
  }),
  'people.get': z.strictObject({ type, id }),
  'people.unlink': z.strictObject({ type, id, endpoint: z.string().min(1).max(64), by }),
  'people.accept': z.strictObject({ id, by }),
};
