/** The way CTCAE tables are kept, for everything that people load for others to read. */
export const references = {
  id: 5,
  name: 'references',
  sql: /* sql */ `
ALTER TABLE ctcae_table RENAME TO reference_document;

ALTER TABLE ctcae_load RENAME TO reference_load;
ALTER TABLE reference_load RENAME COLUMN table_id TO document_id;
ALTER TABLE reference_load
  ADD COLUMN kind text NOT NULL DEFAULT 'ctcae' CHECK (kind IN ('ctcae', 'wording', 'ranges')),
  -- What of that kind the document is for: a version of CTCAE, a form, a study and site.
  ADD COLUMN about text NOT NULL DEFAULT '5.0';
ALTER TABLE reference_load ALTER COLUMN kind DROP DEFAULT, ALTER COLUMN about DROP DEFAULT;
CREATE INDEX ON reference_load (kind, about, id);
`,
} as const
