import type { Source } from '#shared/study/schedule-definition'
import { safetyOf } from '../common/safety'
import { defineStudy, withForms } from '../define'
import { netRetreatEligibility } from './eligibility'
import { formsOfVersionB } from './forms'
import { design } from './study'

const control = { en: 'Control drug', fr: 'Médicament de contrôle', sv: 'Kontrolläkemedel' }
const recalledDoses: Source = {
  from: 'recalled',
  note: {
    en: 'Sunitinib 37.5 mg and cabozantinib 60 mg daily: usual doses in NET, not in the extract.',
    fr: 'Sunitinib 37,5 mg et cabozantinib 60 mg par jour : doses usuelles, absentes de l’extrait.',
    sv: 'Sunitinib 37,5 mg och cabozantinib 60 mg dagligen: vanliga doser vid NET, inte i utdraget.',
  },
}
const onlyAnExtract: Source = {
  from: 'assumed',
  note: {
    en: 'Only an extract of the November 2025 record was seen: what it does not change is as in v-A.',
    fr: 'Seul un extrait de novembre 2025 a été vu : ce qu’il ne change pas reste comme en v-A.',
    sv: 'Bara ett utdrag ur registerposten från november 2025 har setts: det den inte ändrar är som i v-A.',
  },
}

const later = withForms(design, ...Object.values(formsOfVersionB))

/** NET RETREAT as its registry record has it since November 2025, as far as that is known. */
export const netRetreatB = defineStudy({
  ...later,
  study: {
    ...design.study,
    title: {
      en: '177Lu-DOTATATE re-treatment against everolimus, sunitinib or cabozantinib in GEP-NET after earlier PRRT',
      fr: 'Retraitement par 177Lu-DOTATATE contre évérolimus, sunitinib ou cabozantinib dans les TNE-GEP après PRRT',
      sv: 'Ny behandling med 177Lu-DOTATATE mot everolimus, sunitinib eller cabozantinib vid GEP-NET efter tidigare PRRT',
    },
  },
  name: 'v-B',
  about: {
    en: 'All gastroenteropancreatic tumours, and a control arm on everolimus, sunitinib (pancreas) or cabozantinib (US).',
    fr: 'Toutes les TNE-GEP ; bras contrôle : évérolimus, sunitinib (pancréas) ou cabozantinib (États-Unis).',
    sv: 'Alla gastroenteropankreatiska tumörer, och en kontrollarm med everolimus, sunitinib (pankreas) eller cabozantinib (USA).',
  },
  arms: later.arms.map((arm) =>
    arm.oid === 'NR2'
      ? {
          ...arm,
          title: {
            en: 'Arm II: everolimus, sunitinib or cabozantinib',
            fr: 'Bras II : évérolimus, sunitinib ou cabozantinib',
            sv: 'Arm II: everolimus, sunitinib eller cabozantinib',
          },
        }
      : arm,
  ),
  events: later.events.map((event) => {
    if (event.oid === 'LOG') return { ...event, forms: [...event.forms, formsOfVersionB.EXTKI] }
    if (event.oid === 'E1')
      return {
        ...event,
        title: { en: 'Control drug, first day', fr: 'Contrôle, premier jour', sv: 'Kontrolläkemedel, första dagen' },
        epoch: control,
      }
    if (event.oid === 'E-W{n}')
      return {
        ...event,
        title: { en: 'Control drug, week {n}', fr: 'Contrôle, semaine {n}', sv: 'Kontrolläkemedel, vecka {n}' },
        epoch: control,
      }
    return event
  }),
  notes: [...(design.notes ?? []), { about: 'v-B', source: onlyAnExtract }, { about: 'EXTKI', source: recalledDoses }],
  safety: safetyOf('LU', 'AA', 'OCT', 'EVE', 'TKI'),
  eligibility: netRetreatEligibility['v-B'],
})
