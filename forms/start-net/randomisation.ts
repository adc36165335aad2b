import { assumed, fromRecord } from '../gate-parameters'
import { type RandomisationDesign, bySite, eligibleAt, need, shownAt, stillInStudy, stratum } from '../randomisation'

/** Personalised against fixed cycles; which personalised arm it is follows from the FDG-PET at screening. */
export const randomisation: RandomisationDesign = {
  masking: fromRecord('open'),
  method: assumed('blocks', 'The record does not say how; permuted blocks were taken.'),
  arms: assumed(
    [
      {
        arm: 'SN-P',
        parts: 1,
        subArm: fromRecord({
          value: 'PETF.FDGPOS == "Y" ? "SN-P2" : (PETF.FDGPOS == "N" ? "SN-P1" : "")',
          at: 'SCR',
          arms: ['SN-P1', 'SN-P2'],
        }),
      },
      { arm: 'SN-C', parts: 1 },
    ],
    'The record does not state the allocation ratio; 1:1 was taken.',
  ),
  strata: [
    assumed(
      stratum(
        'FDG',
        { en: 'FDG-PET', fr: 'TEP-FDG', sv: 'FDG-PET' },
        {
          value: 'PETF.FDGPOS',
          at: 'SCR',
          levels: {
            Y: { en: 'Positive', fr: 'Positive', sv: 'Positiv' },
            N: { en: 'Negative', fr: 'Négative', sv: 'Negativ' },
          },
        },
      ),
      'No stratification was found; FDG-PET, grade and centre were taken, as the subgroups by FDG are an objective.',
    ),
    assumed(
      stratum(
        'GRADE',
        { en: 'Grade', fr: 'Grade', sv: 'Grad' },
        {
          value: 'NET.NETGRADE in ["G1", "G2"] ? "G12" : (NET.NETGRADE == "G3" ? "G3" : "")',
          levels: { G12: { en: 'G1 or G2', fr: 'G1 ou G2', sv: 'G1 eller G2' }, G3: { en: 'G3', fr: 'G3', sv: 'G3' } },
        },
      ),
      'No stratification was found; FDG-PET, grade and centre were taken.',
    ),
    assumed(bySite(), 'No stratification was found; FDG-PET, grade and centre were taken.'),
  ],
  signed: [eligibleAt('SCR')],
  needs: [
    fromRecord(
      need(
        'SSTRPET',
        'given(PETS.PETDAT)',
        {
          en: 'The somatostatin receptor PET is missing.',
          fr: 'La TEP des récepteurs de la somatostatine manque.',
          sv: 'Somatostatinreceptor-PET saknas.',
        },
        'SCR',
      ),
    ),
    fromRecord(
      need(
        'FDGPET',
        'given(PETF.PETDAT)',
        { en: 'The FDG-PET is missing.', fr: 'La TEP-FDG manque.', sv: 'FDG-PET saknas.' },
        'SCR',
      ),
    ),
    fromRecord(
      need(
        'DPD',
        'given(DPD.DPDRES)',
        {
          en: 'The DPD test result is missing.',
          fr: 'Le résultat du test DPD manque.',
          sv: 'Resultatet av DPD-testet saknas.',
        },
        'SCR',
      ),
    ),
    assumed(stillInStudy, 'Not written in the record; nobody is randomised after leaving a study.'),
  ],
  records: shownAt('RAND', ['FDG', 'GRADE', 'SITE']),
}
