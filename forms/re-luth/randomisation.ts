import { assumed, fromRecord } from '../gate-parameters'
import { type RandomisationDesign, bySite, eligibleAt, need, shownAt, stillInStudy, stratum } from '../randomisation'

/** After two more cycles without progression: two further cycles against surveillance. */
export const randomisation: RandomisationDesign = {
  masking: fromRecord('open'),
  method: assumed('blocks', 'Neither record nor protocol paper says how; permuted blocks were taken.'),
  // 1:1 is in the protocol paper that the record names.
  arms: fromRecord([
    { arm: 'RL-EXP', parts: 1 },
    { arm: 'RL-CTL', parts: 1 },
  ]),
  strata: [
    assumed(bySite(), 'No stratification was found; the centre was taken. Centres can be put into groups.'),
    assumed(
      stratum(
        'RESPONSE',
        { en: 'Response after R1 and R2', fr: 'Réponse après R1 et R2', sv: 'Respons efter R1 och R2' },
        {
          value: 'RSOV.OVRLRESP_INV in ["CR", "PR"] ? "RESPONSE" : (RSOV.OVRLRESP_INV == "SD" ? "STABLE" : "NONE")',
          at: 'EVR',
          levels: {
            RESPONSE: {
              en: 'Complete or partial response',
              fr: 'Réponse complète ou partielle',
              sv: 'Komplett eller partiell respons',
            },
            STABLE: { en: 'Stable disease', fr: 'Maladie stable', sv: 'Stabil sjukdom' },
          },
        },
      ),
      'No stratification was found; the response after R1 and R2 was taken.',
    ),
  ],
  signed: [eligibleAt('EVR')],
  needs: [
    fromRecord(
      need('REGISTERED', 'given(REG.REGDAT)', {
        en: 'The participant is not registered.',
        fr: 'Le participant n’est pas enregistré.',
        sv: 'Deltagaren är inte registrerad.',
      }),
    ),
    fromRecord(
      need(
        'RUNIN1',
        'given(EXLU.ECSTDTM)',
        {
          en: 'The first cycle (R1) has not been given.',
          fr: 'Le premier cycle (R1) n’a pas été administré.',
          sv: 'Den första kuren (R1) är inte given.',
        },
        'R1',
      ),
    ),
    fromRecord(
      need(
        'RUNIN2',
        'given(EXLU.ECSTDTM)',
        {
          en: 'The second cycle (R2) has not been given.',
          fr: 'Le deuxième cycle (R2) n’a pas été administré.',
          sv: 'Den andra kuren (R2) är inte given.',
        },
        'R2',
      ),
    ),
    fromRecord(
      need(
        'NOTPD',
        'RSOV.OVRLRESP_INV in ["CR", "PR", "SD"]',
        {
          en: 'No scan after R2 shows that the disease has not progressed.',
          fr: 'Aucune imagerie après R2 ne montre l’absence de progression.',
          sv: 'Ingen undersökning efter R2 visar att sjukdomen inte har progredierat.',
        },
        'EVR',
      ),
    ),
    assumed(stillInStudy, 'Not written in the record; nobody is randomised after leaving a study.'),
  ],
  records: shownAt('RAND', ['SITE', 'RESPONSE']),
}
