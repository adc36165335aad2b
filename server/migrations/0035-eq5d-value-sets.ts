/** Sets of values for the EQ-5D are loaded as NCI's table is. */
export const eq5dValueSets = {
  id: 35,
  name: 'eq5d-value-sets',
  sql: /* sql */ `
ALTER TABLE reference_load DROP CONSTRAINT reference_load_kind_check;
ALTER TABLE reference_load ADD CONSTRAINT reference_load_kind_check
  CHECK (kind IN ('ctcae', 'wording', 'ranges', 'eq5d'));
`,
} as const
