import { assumed, fromRecord } from '../gate-parameters'
import { type RandomisationDesign, eligibleAt, shownAt, stillInStudy, stratum } from '../randomisation'

/** 177Lu-DOTATATE again (arm I) against everolimus (arm II). */
export const randomisation: RandomisationDesign = {
  masking: fromRecord('open'),
  method: assumed('blocks', 'The record does not say how; permuted blocks were taken.'),
  arms: assumed(
    [
      { arm: 'NR1', parts: 1 },
      { arm: 'NR2', parts: 1 },
    ],
    'The record does not state the allocation ratio; 1:1 was taken.',
  ),
  strata: [
    assumed(
      stratum(
        'PFI',
        {
          en: 'From the end of initial PRRT to progression',
          fr: 'De la fin de la première PRRT à la progression',
          sv: 'Från slutet av första PRRT till progress',
        },
        {
          value: 'NET.PDBASDAT >= addMonths(PPRRT.PPLASTSCAN, 24) ? "GE24" : "LT24"',
          levels: {
            LT24: { en: '12 to less than 24 months', fr: '12 à moins de 24 mois', sv: '12 till mindre än 24 månader' },
            GE24: { en: '24 months or longer', fr: '24 mois ou plus', sv: '24 månader eller längre' },
          },
        },
      ),
      'The record speaks of one stratification factor without naming it; the progression-free interval after the initial PRRT was taken, counted from its last scan.',
    ),
  ],
  signed: [eligibleAt('SCR')],
  needs: [assumed(stillInStudy, 'Not written in the record; nobody is randomised after leaving a study.')],
  records: shownAt('RAND', ['PFI']),
}
