/** The families of the checklist that Tracer is validated against. */
const id = String.raw`(?:P11|GCP|VAL|PRIV|ELEC|CRYP|ASVS|SUP|ODM|DATA|E2B|PDF)-[\dx][\dx.]*`
const bracket = new RegExp(String.raw`\((${id}(?:, ${id})*)\)`, 'g')

/** The requirements that a title names, each once: `says who did it (P11-01, GCP-04)`. */
export const idsIn = (title: string): readonly string[] => [
  ...new Set([...title.matchAll(bracket)].flatMap(([, ids = '']) => ids.split(', '))),
]

/** The requirements that the titles of a test file name: a title ends with its brackets, and its quote comes behind them. */
export const idsInSource = (source: string): readonly string[] => [
  ...new Set([...source.matchAll(new RegExp(`${bracket.source}['"\`]`, 'g'))].flatMap(([text]) => idsIn(text))),
]
