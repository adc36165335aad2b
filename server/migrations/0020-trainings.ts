/** The day since which a study version asks for a training of its own, read once from its document. */
export const trainings = {
  id: 20,
  name: 'trainings',
  sql: /* sql */ `
ALTER TABLE study_version
  ADD COLUMN training_since text GENERATED ALWAYS AS (document::jsonb #>> '{training,since}') STORED;
`,
} as const
