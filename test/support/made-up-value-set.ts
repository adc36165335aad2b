import type { Eq5dValueSet } from '#shared/clinical/quality-of-life/value-set-document'
import { StudyVersion } from '#shared/study/definition'
import { questionnaireStudy } from './questionnaire-study'

/** Values of a country that is on no map, so that nothing of a licence lies here. */
export const madeUpSet: Eq5dValueSet = {
  format: 1,
  kind: '5L',
  country: 'Testland',
  version: 'made up, 1',
  source: 'doi:10.0000/made-up',
  licence: 'Nobody’s: made up for tests',
  values: {
    StartValue: '1',
    ...Object.fromEntries(
      ['MO', 'SC', 'UA', 'PD', 'AD'].flatMap((dimension, i) =>
        [2, 3, 4, 5].map((level) => [`${dimension}${level}`, `-0.0${level - 1}${i}`]),
      ),
    ),
  },
}

/** The file that it is loaded from. */
export const madeUpSetFile = (set: Eq5dValueSet = madeUpSet): string =>
  [
    ['EQ-5D value set', '1'],
    ['kind', set.kind],
    ['country', set.country],
    ['version', set.version],
    ['source', set.source],
    ['licence', set.licence],
    set.kind === '5L' ? ['term', 'coefficient'] : ['profile', 'index'],
    ...Object.entries(set.values),
  ]
    .map((cells) => `${cells.join('\t')}\n`)
    .join('')

/** Two questionnaires, the EQ-5D valued by the made-up set. */
export const valuedStudy = StudyVersion.parse({
  ...questionnaireStudy,
  questionnaires: { eq5dValueSet: { value: '5L:Testland', from: 'assumed', note: 'The protocol names no set.' } },
})
