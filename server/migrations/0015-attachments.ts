/** The bytes of files that changes name, chunk by chunk, each by the hash of its content. Written once, for ever. */
export const attachments = {
  id: 15,
  name: 'attachments',
  sql: /* sql */ `
CREATE TABLE attachment_chunk (
  stream text NOT NULL REFERENCES stream,
  -- SHA-256 of the content.
  chunk text NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (stream, chunk)
);
-- Pictures are packed already.
ALTER TABLE attachment_chunk ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE attachment_chunk ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_sight ON attachment_chunk USING (stream = ANY ((SELECT streams_in_sight())::text[]));
`,
} as const
