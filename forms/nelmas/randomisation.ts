import { assumed, fromRecord } from '../gate-parameters'
import { type RandomisationDesign, eligibleAt, need, shownAt, stillInStudy, stratum } from '../randomisation'

/** After resection of liver metastases: two cycles of 177Lu-DOTATATE against follow-up. */
export const randomisation: RandomisationDesign = {
  masking: fromRecord('open'),
  method: assumed('blocks', 'The record does not say how; permuted blocks were taken.'),
  arms: fromRecord([
    { arm: 'NL-A', parts: 1 },
    { arm: 'NL-B', parts: 1 },
  ]),
  strata: [
    assumed(
      stratum(
        'MARGIN',
        { en: 'Resection margin of the liver', fr: 'Marge de résection hépatique', sv: 'Leverns resektionsrand' },
        {
          value: 'SURG.RESMARG_LIV',
          levels: { R0: { en: 'R0', fr: 'R0', sv: 'R0' }, R1: { en: 'R1', fr: 'R1', sv: 'R1' } },
        },
      ),
      'The official title says stratified, the factors were not found; margin and grade were taken.',
    ),
    assumed(
      stratum(
        'GRADE',
        { en: 'Grade', fr: 'Grade', sv: 'Grad' },
        {
          value: 'NET.NETGRADE',
          levels: { G1: { en: 'G1', fr: 'G1', sv: 'G1' }, G2: { en: 'G2', fr: 'G2', sv: 'G2' } },
        },
      ),
      'The official title says stratified, the factors were not found; margin and grade were taken.',
    ),
  ],
  // Before the operation there is nobody to randomise: the eligibility that counts is that of the second screening.
  signed: [eligibleAt('SCR2')],
  needs: [
    fromRecord(
      need('SURGERY', 'given(SURG.SURGDAT)', {
        en: 'The date of the operation is missing.',
        fr: 'La date de l’opération manque.',
        sv: 'Operationsdatumet saknas.',
      }),
    ),
    assumed(stillInStudy, 'Not written in the record; nobody is randomised after leaving a study.'),
  ],
  records: shownAt('RAND', ['MARGIN', 'GRADE']),
}
