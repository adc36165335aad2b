import { code, date, decimal, defineForm, text } from '../define'
import { activityUnits } from '../units'
import { toxicityStates } from './outcome-lists'
import { doseToxicities, modificationDecisions } from './treatment-lists'

/** DMT: one toxicity that changes the dose of 177Lu, from its trigger to the decision. */
export const doseModification = defineForm({
  oid: 'DMT',
  title: { en: 'Dose-modifying toxicity', fr: 'Toxicité modifiant la dose' },
  repeating: true,
  nameItem: 'DMTREASON',
  groups: {
    TOXICITY: {
      items: {
        DMTREASON: code({
          label: { en: 'Toxicity', fr: 'Toxicité' },
          codeList: doseToxicities,
          display: 'select',
          required: true,
        }),
        DMTVAL: text({
          label: { en: 'Value that triggered it', fr: 'Valeur déclenchante' },
          help: { en: 'As reported, with its unit.', fr: 'Comme rendue, avec son unité.' },
          maxLength: 40,
          required: true,
        }),
        DMTDAT: date({ label: { en: 'Triggered on', fr: 'Déclenchée le' }, required: true }),
        DMTHOLD: date({ label: { en: 'Held from', fr: 'Suspendue à partir du' }, required: true }),
        DMTREC: date({ label: { en: 'Recovered on', fr: 'Résolue le' } }),
        DMTSTATE: code({
          label: { en: 'State', fr: 'État' },
          codeList: toxicityStates,
          display: 'radio',
          required: true,
        }),
        DMTDEC: code({
          label: { en: 'Decision', fr: 'Décision' },
          codeList: modificationDecisions,
          display: 'radio',
          required: 'given(DMTREC) || DMTSTATE == "STOPPED"',
        }),
        DMTNEXT: decimal({
          label: { en: 'Next activity', fr: 'Prochaine activité' },
          units: activityUnits,
          decimals: 0,
          hard: ['0', '20000'],
          when: 'DMTDEC == "RESUME_FULL" || DMTDEC == "RESUME_REDUCED"',
          required: true,
        }),
      },
    },
  },
  checks: [
    {
      id: 'DMT-01',
      severity: 'H',
      items: ['DMTHOLD', 'DMTDAT'],
      holds: 'DMTDAT <= DMTHOLD && (!given(DMTREC) || DMTHOLD <= DMTREC)',
      message: {
        en: 'Trigger, hold and recovery are out of order.',
        fr: 'Déclenchement, suspension et résolution sont mal ordonnés.',
      },
      cases: {
        holds: { DMTDAT: '2026-03-04', DMTHOLD: '2026-03-05', DMTREC: '2026-03-20' },
        boundary: { DMTDAT: '2026-03-04', DMTHOLD: '2026-03-04', DMTREC: '2026-03-04' },
        fails: { DMTDAT: '2026-03-04', DMTHOLD: '2026-03-05', DMTREC: '2026-03-04' },
      },
    },
    {
      id: 'DMT-02',
      severity: 'H',
      items: ['DMTDEC', 'DMTREC'],
      holds: 'DMTDEC == "STOP" || given(DMTREC)',
      message: { en: 'Gone on with before it recovered.', fr: 'Reprise avant résolution.' },
      cases: {
        holds: { DMTDEC: 'RESUME_REDUCED', DMTREC: '2026-03-20' },
        boundary: { DMTDEC: 'STOP' },
        fails: { DMTDEC: 'RESUME_FULL' },
      },
    },
  ],
})
