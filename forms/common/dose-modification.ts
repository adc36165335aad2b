import { code, date, decimal, defineForm, text } from '../define'
import { activityUnits } from '../units'
import { toxicityStates } from './outcome-lists'
import { doseToxicities, modificationDecisions } from './treatment-lists'

/** DMT: one toxicity that changes the dose of 177Lu, from its trigger to the decision. */
export const doseModification = defineForm({
  oid: 'DMT',
  title: { en: 'Dose-modifying toxicity', fr: 'Toxicité modifiant la dose', sv: 'Dosändrande toxicitet' },
  repeating: true,
  nameItem: 'DMTREASON',
  groups: {
    TOXICITY: {
      items: {
        DMTREASON: code({
          label: { en: 'Toxicity', fr: 'Toxicité', sv: 'Toxicitet' },
          codeList: doseToxicities,
          display: 'select',
          required: true,
        }),
        DMTVAL: text({
          label: { en: 'Value that triggered it', fr: 'Valeur déclenchante', sv: 'Värde som utlöste den' },
          help: {
            en: 'As reported, with its unit.',
            fr: 'Comme rendue, avec son unité.',
            sv: 'Som rapporterat, med enhet.',
          },
          maxLength: 40,
          required: true,
        }),
        DMTDAT: date({ label: { en: 'Triggered on', fr: 'Déclenchée le', sv: 'Utlöst den' }, required: true }),
        DMTHOLD: date({ label: { en: 'Held from', fr: 'Suspendue à partir du', sv: 'Uppehåll från' }, required: true }),
        DMTREC: date({ label: { en: 'Recovered on', fr: 'Résolue le', sv: 'Återhämtad den' } }),
        DMTSTATE: code({
          label: { en: 'State', fr: 'État', sv: 'Läge' },
          codeList: toxicityStates,
          display: 'radio',
          required: true,
        }),
        DMTDEC: code({
          label: { en: 'Decision', fr: 'Décision', sv: 'Beslut' },
          codeList: modificationDecisions,
          display: 'radio',
          required: 'given(DMTREC) || DMTSTATE == "STOPPED"',
        }),
        DMTNEXT: decimal({
          label: { en: 'Next activity', fr: 'Prochaine activité', sv: 'Nästa aktivitet' },
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
        sv: 'Utlösning, uppehåll och återhämtning är inte i ordning.',
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
      message: {
        en: 'Gone on with before it recovered.',
        fr: 'Reprise avant résolution.',
        sv: 'Fortsatt innan den hade återhämtats.',
      },
      cases: {
        holds: { DMTDEC: 'RESUME_REDUCED', DMTREC: '2026-03-20' },
        boundary: { DMTDEC: 'STOP' },
        fails: { DMTDEC: 'RESUME_FULL' },
      },
    },
  ],
})
