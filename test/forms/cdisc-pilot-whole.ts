import { date, decimal, defineForm, defineStudy, type Item, text, time } from '#forms/define'
import { pilotDesign } from './cdisc-pilot-study'

/** The pilot trial with a place for every test, dose and visit of its six published tables: what the whole of it is imported into. */

const sample = {
  LBDAT: date({ label: { en: 'Sample date', fr: 'Date du prélèvement' } }),
  LBTIM: time({ label: { en: 'Sample time', fr: 'Heure du prélèvement' } }),
}

const named = (items: Readonly<Record<string, string | undefined>>): Readonly<Record<string, Item>> =>
  Object.fromEntries(
    Object.entries(items).map(([oid, unit]) => {
      const label = { en: oid, fr: oid }
      return [oid, unit === undefined ? text({ label, maxLength: 40 }) : decimal({ label, unit })]
    }),
  )

const laboratory = (oid: string, en: string, fr: string, items: Readonly<Record<string, string | undefined>>) =>
  defineForm({
    oid,
    title: { en, fr },
    groups: { SAMPLE: { items: sample }, RESULTS: { layout: 'laboratory', items: named(items) } },
  })

const chemistry = laboratory('LBC', 'Chemistry', 'Biochimie', {
  BUN: 'mg/dL',
  CA: 'mg/dL',
  CHOL: 'mg/dL',
  CREAT: 'mg/dL',
  GGT: 'U/L',
  PROT: 'g/dL',
  URATE: 'mg/dL',
  ALP: 'U/L',
  PHOS: 'mg/dL',
  ALB: 'g/dL',
  ALT: 'U/L',
  AST: 'U/L',
  BILI: 'mg/dL',
  CK: 'U/L',
  GLUC: 'mg/dL',
  CL: 'mEq/L',
  SODIUM: 'mEq/L',
  K: 'mEq/L',
})

/** What is told in words, or in numbers without a unit. */
const other = laboratory('LBO', 'Other tests', 'Autres examens', {
  VITB12: 'pg/mL',
  TSH: 'uIU/mL',
  HBA1C: '%',
  COLOR: undefined,
  KETONES: undefined,
  PH: undefined,
  SPGRAV: undefined,
  UROBIL: undefined,
  ANISO: undefined,
  MACROCY: undefined,
  POLYCHR: undefined,
  POIKILO: undefined,
  MICROCY: undefined,
  BASOLE: undefined,
  EOSLE: undefined,
  LYMLE: undefined,
  MONOLE: undefined,
})

const exposure = defineForm({
  oid: 'EX',
  title: { en: 'Study drug', fr: "Produit à l'étude" },
  repeating: true,
  nameItem: 'EXTRT',
  groups: {
    DOSE: {
      items: {
        EXTRT: text({ label: { en: 'Drug', fr: 'Produit' }, maxLength: 60 }),
        EXDOSE: decimal({ label: { en: 'Dose', fr: 'Dose' }, unit: 'mg' }),
        EXDOSFRM: text({ label: { en: 'Form', fr: 'Forme' }, maxLength: 40 }),
        EXDOSFRQ: text({ label: { en: 'How often', fr: 'Fréquence' }, maxLength: 40 }),
        EXROUTE: text({ label: { en: 'Route', fr: 'Voie' }, maxLength: 40 }),
        EXSTDAT: date({ label: { en: 'Start', fr: 'Début' } }),
        EXENDAT: date({ label: { en: 'End', fr: 'Fin' } }),
      },
    },
  },
})

const atVisit = pilotDesign.events.find(({ oid }) => oid === 'BL')?.forms ?? []
const between = (oid: string, en: string, fr: string) => ({
  oid,
  title: { en, fr },
  kind: 'scheduled' as const,
  forms: atVisit,
})
const pilotEvents = [
  ...pilotDesign.events,
  between('ECG1', 'Ambulatory ECG placed', 'Holter posé'),
  between('ECG2', 'Ambulatory ECG removed', 'Holter retiré'),
  between('RT', 'Retrieval', 'Récupération'),
]

export const wholePilot = defineStudy({
  ...pilotDesign,
  name: 'whole',
  events: pilotEvents.map((event) => ({
    ...event,
    forms: [...event.forms, ...(event.kind === 'log' ? [exposure] : [chemistry, other])],
  })),
})
