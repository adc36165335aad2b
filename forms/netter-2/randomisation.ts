import { assumed, fromRecord, recalled } from '../gate-parameters'
import { type RandomisationDesign, eligibleAt, shownAt, stillInStudy, stratum } from '../randomisation'

/** Lutathera with octreotide LAR 30 mg against octreotide LAR 60 mg. */
export const randomisation: RandomisationDesign = {
  masking: fromRecord('open'),
  method: assumed('blocks', 'The record does not say how; permuted blocks were taken.'),
  arms: recalled(
    [
      { arm: 'N2-L', parts: 2 },
      { arm: 'N2-C', parts: 1 },
    ],
    '2:1 is recalled from the published abstract, and fits the 151 and 75 participants of the record.',
  ),
  strata: [
    recalled(
      stratum(
        'GRADE',
        { en: 'Grade', fr: 'Grade', sv: 'Grad' },
        {
          value: 'NET.NETGRADE',
          levels: { G2: { en: 'G2', fr: 'G2', sv: 'G2' }, G3: { en: 'G3', fr: 'G3', sv: 'G3' } },
        },
      ),
      'Recalled from the published abstract.',
    ),
    recalled(
      stratum(
        'ORIGIN',
        { en: 'Origin', fr: 'Origine', sv: 'Ursprung' },
        {
          value: 'NET.PRIMSITE == "PANCREAS" ? "PANCREAS" : "OTHER"',
          levels: {
            PANCREAS: { en: 'Pancreas', fr: 'Pancréas', sv: 'Pankreas' },
            OTHER: { en: 'Other', fr: 'Autre', sv: 'Annat' },
          },
        },
      ),
      'Recalled from the published abstract.',
    ),
  ],
  signed: [eligibleAt('SCR')],
  needs: [assumed(stillInStudy, 'Not written in the record; nobody is randomised after leaving a study.')],
  records: shownAt('RAND', ['GRADE', 'ORIGIN']),
}
