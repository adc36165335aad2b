import { OWN_FINDINGS } from './domains'
import type { Dataset } from './shape'
import { variable } from './variables'

/** The supplement of a data set is called after it. */
export const supplementName = (domain: string): string => `SUPP${domain}`

/** What belongs to records of a set and no variable of it holds. */
export const supplementOf = ({ name, label }: Dataset): Dataset => ({
  name: supplementName(name),
  label: `Supplemental Qualifiers for ${name === OWN_FINDINGS ? label : name}`,
  class: 'relationship',
  structure: 'One record per supplemental qualifier per related record',
  keys: ['STUDYID', 'RDOMAIN', 'USUBJID', 'IDVAR', 'IDVARVAL', 'QNAM'],
  variables: [
    variable('STUDYID', 'Study Identifier'),
    variable('RDOMAIN', 'Related Domain Abbreviation'),
    variable('USUBJID', 'Unique Subject Identifier'),
    variable('IDVAR', 'Identifying Variable'),
    variable('IDVARVAL', 'Identifying Variable Value'),
    variable('QNAM', 'Qualifier Variable Name'),
    variable('QLABEL', 'Qualifier Variable Label'),
    variable('QVAL', 'Data Value', 'text', { origin: 'Collected' }),
    variable('QORIG', 'Origin'),
    variable('QEVAL', 'Evaluator'),
  ],
})

/** Tumours with what was measured of them, and that with the responses that follow from it. */
const related = [
  { id: 'TUTR', one: { set: 'TU', by: 'TULNKID' }, many: { set: 'TR', by: 'TRLNKID' } },
  { id: 'RSTR', one: { set: 'RS', by: 'RSLNKGRP' }, many: { set: 'TR', by: 'TRLNKGRP' } },
] as const

/** Rows that relate whole sets to each other, of those where both have something in the variable that relates them. */
export const relationsOfSets = (
  study: string,
  says: (set: string, variable: string) => boolean,
): readonly ReadonlyMap<string, string>[] =>
  related
    .filter(({ one, many }) => [one, many].every(({ set, by }) => says(set, by)))
    .flatMap(({ id, one, many }) =>
      (
        [
          [one, 'ONE'],
          [many, 'MANY'],
        ] as const
      ).map(
        ([{ set, by }, type]) =>
          new Map([
            ['STUDYID', study],
            ['RDOMAIN', set],
            ['IDVAR', by],
            ['RELTYPE', type],
            ['RELID', id],
          ]),
      ),
    )

export const relatedRecords: Dataset = {
  name: 'RELREC',
  label: 'Related Records',
  class: 'relationship',
  structure: 'One record per related record, group of records or dataset',
  keys: ['STUDYID', 'RDOMAIN', 'USUBJID', 'IDVAR', 'IDVARVAL', 'RELID'],
  variables: [
    variable('STUDYID', 'Study Identifier'),
    variable('RDOMAIN', 'Related Domain Abbreviation'),
    variable('USUBJID', 'Unique Subject Identifier'),
    variable('IDVAR', 'Identifying Variable'),
    variable('IDVARVAL', 'Identifying Variable Value'),
    variable('RELTYPE', 'Relationship Type'),
    variable('RELID', 'Relationship Identifier'),
  ],
}
