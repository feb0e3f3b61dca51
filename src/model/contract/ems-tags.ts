/** EMS’s API of tags: their definitions, and who carries them. */
import { tagListSchema } from '#model/ems/ems-api.ts';
import {
  tagCarriersSchema,
  tagMonitorPageSchema,
  tagMonitorSortSchema,
} from '#model/tagging/tag-monitor.ts';
import {
  enableTagSchema,
  importTagsSchema,
  tagCheckBodySchema,
  tagCheckSchema,
  tagDefinitionAnswerSchema,
  tagDefinitionPageSchema,
  tagDefinitionSortSchema,
  tagExportSchema,
  tagIdSchema,
  tagImportSchema,
  tagUsageSchema,
} from '#model/tagging/tagging-api.ts';
import { tagSpecSchema } from '#model/tagging/tagging.ts';
import { tagCategorySchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import { endpointsOf, flag, listing, paging } from './endpoint.ts';
import { followingEms } from './topics.ts';

const { get, post, put, remove } = endpointsOf('ems');

/** Of what EMS numbers. */
const ofId = z.object({ id: z.coerce.number<string>() });

export const tagEndpoints = {
  tags: get('/tags', {
    about: 'Every tag that EMS holds, with the number of endpoints that carry it.',
    answer: tagListSchema,
    topics: ['tags'],
  }),
  tagDefinitions: get('/tag_definitions/index', {
    about: 'Tag definitions, a page at a time.',
    query: z.strictObject({
      ...listing,
      sort: tagDefinitionSortSchema.default('name'),
      enabled: flag,
    }),
    answer: tagDefinitionPageSchema,
    topics: ['tags'],
  }),
  exportTags: get('/tag_definitions/export', {
    about: 'All definitions as the text of a file.',
    answer: tagExportSchema,
    topics: ['tags'],
  }),
  importTags: post('/tag_definitions/import', {
    about: 'Imports such a file; with problems, nothing is imported.',
    body: importTagsSchema,
    answer: tagImportSchema,
    changes: followingEms,
  }),
  checkTag: post('/tag_definitions/check', {
    about: 'Which endpoints would match a definition and why; nothing is changed.',
    body: tagCheckBodySchema,
    answer: tagCheckSchema,
    topics: ['tags', 'endpoints'],
  }),
  tagDefinition: get('/tag_definitions/:id', {
    about: 'One definition.',
    params: ofId,
    answer: tagDefinitionAnswerSchema,
    topics: ['tags'],
  }),
  tagUsage: get('/tag_definitions/:id/usage', {
    about: 'The policies that ask for the tag.',
    params: ofId,
    answer: tagUsageSchema,
    topics: ['tags', 'config'],
  }),
  createTag: post('/tag_definitions', {
    about: 'Makes a definition.',
    body: tagSpecSchema,
    namesPlaces: true,
    answer: tagIdSchema,
    changes: followingEms,
  }),
  updateTag: put('/tag_definitions/:id', {
    about: 'Replaces a definition.',
    params: ofId,
    body: tagSpecSchema,
    namesPlaces: true,
    answer: tagIdSchema,
    takesIfMatch: true,
    changes: followingEms,
  }),
  deleteTag: remove('/tag_definitions/:id', {
    about:
      'Deletes a definition, used or not, as on a device; answers the policies that asked for it.',
    params: ofId,
    answer: tagUsageSchema,
    changes: followingEms,
  }),
  cloneTag: post('/tag_definitions/:id/clone', {
    about: 'Copies a definition; the copy is disabled.',
    params: ofId,
    answer: tagIdSchema,
    changes: followingEms,
  }),
  enableTag: put('/tag_definitions/:id/enabled', {
    about: 'Enables or disables a definition.',
    params: ofId,
    body: enableTagSchema,
    answer: tagIdSchema,
    changes: followingEms,
  }),
  tagMonitor: get('/tag_monitor/index', {
    about: 'Tags, with who has them since when.',
    query: z.strictObject({
      ...listing,
      sort: tagMonitorSortSchema.default('name'),
      category: tagCategorySchema.nullable().default(null),
    }),
    answer: tagMonitorPageSchema,
    topics: ['tags'],
  }),
  tagCarriers: get('/tag_monitor/:category/:name', {
    about: 'Who has a tag, since when and by what.',
    params: z.object({ category: tagCategorySchema, name: z.string() }),
    query: z.strictObject(paging),
    answer: tagCarriersSchema,
    topics: ['tags'],
  }),
};
